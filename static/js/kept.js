/* Time together that was logged without a network waits on this device, in IndexedDB, and goes out by itself.
   #kept says how many wait. Each carries the form's own token, so that one that did arrive is not saved twice, and the
   person it belongs to: on a shared device nobody sends another's. Of pages nothing is kept but first names to tick. */
const bar = document.getElementById("kept"), me = bar.dataset.who;
const say = (text) => (document.getElementById("toasts")
  ? document.dispatchEvent(new CustomEvent("toast", { detail: { text } })) : void (document.getElementById("kept-said").textContent = text));
const answered = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});
const opened = (() => {
  const request = indexedDB.open("belonging", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("logs", { keyPath: "token" });
    request.result.createObjectStore("faces", { keyPath: "id" });
  };
  return answered(request);
})();
const store = async (name, mode = "readwrite") => (await opened).transaction(name, mode).objectStore(name);

export const faces = async () => answered((await store("faces")).get("last"));
export const day = (back) => {
  const date = new Date();
  date.setDate(date.getDate() - back);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
};
const waiting = async (who) => (await answered((await store("logs")).getAll())).filter((log) => !who || log.who === who);

const count = async () => {
  const n = (await waiting(me)).length;   /* the page without a network knows nobody: all that wait */
  bar.hidden = n === 0;
  bar.textContent = n ? bar.dataset.waiting.replace("{n}", n) : "";
};

export const keep = async (action, form, who) => {
  const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "find_name", "find"].includes(name));
  const said = Object.fromEntries(fields);
  /* "Today" is today's only: what is sent names the day. */
  const on = said.when === "other" ? said.when_other : day(said.when === "yesterday" ? 1 : 0);
  const rest = fields.filter(([name]) => !["when", "when_other"].includes(name));
  const log = { token: said.token, who, action, fields: [...rest, ["when", "other"], ["when_other", on]] };
  await answered((await store("logs")).put(log));
  await count();
  say(bar.dataset.kept);
};

const send = async (log) => {
  const body = new FormData();
  for (const [name, value] of log.fields) body.append(name, value);
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return fetch(log.action, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" });
};
const words = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim().replace(/\s+/g, " ");

const sendAll = async () => {
  let sent = 0;
  for (const log of await waiting(me)) {
    let answer;
    try { answer = await send(log); } catch { break; }
    const isRefused = answer.status === 422 || answer.status === 404;
    if (!answer.ok && !isRefused) break;   /* signed out, or our fault: it goes on waiting */
    await answered((await store("logs")).delete(log.token));
    if (isRefused) say(bar.dataset.refused.replace("{why}", answer.status === 422 ? words(await answer.text()) : ""));
    else sent += 1;
  }
  await count();
  if (sent) say(bar.dataset.sent.replace("{n}", sent));
};
const sync = () => me && navigator.onLine && navigator.locks.request("kept", { ifAvailable: true }, (lock) => lock && sendAll());

const signed = document.querySelector("#log form[data-log-form], main form[data-log-form]");
if (me && signed) {
  const people = [...document.querySelectorAll("[data-picked] input[name=who]")].map((box) => ({ id: box.value, name: box.dataset.name }));
  const known = people.filter((one, at) => people.findIndex((other) => other.id === one.id) === at);
  if (known.length) store("faces").then((kept) => kept.put({ id: "last", who: me, action: signed.getAttribute("action") ?? location.pathname, people: known }));
}

/* The sheet: htmx found no network. The page: nothing is sent at all without one. */
document.addEventListener("htmx:sendError", async (e) => {
  const { elt } = e.detail.requestConfig;
  if (!me || !elt.matches("form[data-log-form]")) return;
  await keep(elt.getAttribute("action"), elt, me);
  elt.closest("dialog")?.close();
});
document.addEventListener("submit", async (e) => {
  if (e.target.matches("form[action$='/logout/']")) (await store("faces")).clear();
  if (!me || navigator.onLine || !e.target.matches("main form[data-log-form]")) return;
  e.preventDefault();
  await keep(location.pathname, e.target, me);
  e.target.reset();
}, true);

if (me) {
  count();
  sync();
  addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => document.hidden || sync());
  setInterval(() => bar.hidden || sync(), 60_000);
}
navigator.serviceWorker?.register(bar.dataset.worker);
