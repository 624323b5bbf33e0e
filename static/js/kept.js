/* Time together logged without a network waits in IndexedDB; sending.js sends it. It belongs to the one who is signed in:
   whoever comes next finds nothing of it, and signing out empties it. Of pages first names are kept. */
const bar = document.getElementById("kept"), me = bar.dataset.who;
const answered = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
const opening = indexedDB.open("belonging", 1);
opening.onupgradeneeded = () => {
  opening.result.createObjectStore("logs", { keyPath: "token" });
  opening.result.createObjectStore("faces", { keyPath: "id" });
};
const opened = answered(opening);
const ask = async (name, how, ...args) => answered((await opened).transaction(name, "readwrite").objectStore(name)[how](...args));

const words = bar.dataset;
const say = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
export const faces = () => ask("faces", "get", "last");
const held = () => ask("logs", "getAll");
const waiting = async () => (await held()).filter(({ who }) => !me || who === me);   /* a tab still open may be somebody else's */
const drop = (log) => ask("logs", "delete", log.token);
export const day = (back) => {
  const date = new Date();
  date.setDate(date.getDate() - back);
  return date.toLocaleDateString("sv");   /* Swedes write 2030-01-31 */
};
export const count = async () => {
  const n = (await waiting()).length;
  bar.hidden = !n;
  bar.textContent = words.waiting.replace("{n}", n);
};
const empty = () => Promise.all(["logs", "faces"].map((name) => ask(name, "clear")));

export const keep = async (action, form, who) => {
  const said = new FormData(form), when = said.get("when");
  if (!said.has("who")) return say(words.nobody);
  if (when !== "other") said.set("when_other", day(when === "yesterday" ? 1 : 0));   /* "today" is today's only */
  said.set("when", "other");
  said.delete("csrfmiddlewaretoken");
  await ask("logs", "put", { token: said.get("token"), who, action, fields: [...said] });
  form.elements.token.value = crypto.randomUUID();   /* the next one is another log */
  await count();
  say(words.kept);
  return true;
};

const sync = async () => navigator.onLine && (await waiting()).length && (await import(words.sending)).sendAll({ count, drop, say, waiting, words });
const begin = async () => {
  for (const log of await held()) if (log.who !== me) await drop(log);
  if ((await faces())?.who !== me) await ask("faces", "clear");
  const form = document.querySelector("form[data-log-form]"), people = new Map();
  for (const box of form?.querySelectorAll("[data-picked] input") ?? []) people.set(box.value, box.dataset.name);
  if (people.size) await ask("faces", "put", { id: "last", who: me, program: words.program, action: form.getAttribute("action") ?? location.pathname, people: [...people] });
  await count();
  await sync();
};

document.addEventListener("htmx:sendError", async (e) => {
  const { elt } = e.detail.requestConfig;
  if (!elt.matches("form[data-log-form]")) return;
  await keep(elt.getAttribute("action"), elt, me).then((isKept) => isKept && elt.closest("dialog")?.close(), () => say(words.fault));
});
document.addEventListener("submit", async (e) => {
  const form = e.target, leaves = form.getAttribute("action")?.endsWith("/logout/");
  if (leaves ? !navigator.onLine || form.done : navigator.onLine || !form.matches("main form[data-log-form]")) return;
  e.preventDefault();
  if (!leaves) return keep(location.pathname, form, me).then((isKept) => isKept && form.reset());
  form.done = true;
  await sync().finally(empty).catch(() => {});   /* whatever fails here, signing out does not */
  form.requestSubmit();
}, true);

if (me) {
  begin();
  addEventListener("online", sync);
  addEventListener("offline", async () => await faces() && say(words.cut));
  document.addEventListener("visibilitychange", () => document.hidden || sync());
  setInterval(sync, 60_000);
}
navigator.serviceWorker?.register(words.worker).catch(() => {});   /* a page left meanwhile; the next one does it */
