/* [data-survey]: one form, sent once and sealed. Without this file all questions stand on one page; with it, one at a time.
   A tap on an answer moves on by itself; keyboard and screen reader users move with Next, so nothing jumps under them.
   [data-waiting]: without a connection what was to be sent waits in this tab alone, is said to wait, and goes when there is one. */
const isReached = async (address) => {
  try { return navigator.onLine && (await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(5000) })).ok; } catch { return false; }
};
const waitForConnection = (form) => {
  const note = form.querySelector("[data-waiting]"), key = `waits:${location.pathname}:${note.dataset.who}`;
  let timer = 0, isSent = false;
  const send = async () => {
    if (isSent) return;
    clearTimeout(timer);
    if (await isReached(note.dataset.waiting)) { isSent = true; sessionStorage.removeItem(key); form.submit(); return; }
    const isNew = note.hidden;
    sessionStorage.setItem(key, new URLSearchParams(new FormData(form)).toString());
    note.hidden = false;
    if (isNew) note.focus();
    timer = setTimeout(send, 10000);
  };
  form.addEventListener("submit", (e) => { e.preventDefault(); send(); });
  addEventListener("online", () => { if (!note.hidden) send(); });
  const kept = sessionStorage.getItem(key);   /* the tab was opened again before it could be sent */
  if (!kept) return;
  for (const [name, value] of new URLSearchParams(kept)) {
    if (name === "csrfmiddlewaretoken") continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = field.value === value; else field.value = value;
      if (field.matches("[type=radio]:checked")) break;
    }
  }
  send();
};
for (const form of document.querySelectorAll("[data-survey]")) {
  const steps = [...form.querySelectorAll("[data-step]")], count = document.querySelector("[data-count]");
  const total = steps.filter((s) => s.querySelector("[type=radio]")).length;
  const words = count.dataset.count;
  let at = 0;
  const go = (n, focus = true) => {
    at = Math.max(0, Math.min(steps.length - 1, n));
    steps.forEach((s, i) => { s.hidden = i !== at; });
    const asked = steps.slice(0, at + 1).filter((s) => s.querySelector("[type=radio]")).length;
    count.textContent = steps[at].querySelector("[type=radio]") ? words.replace("%(at)s", asked).replace("%(all)s", total) : "";
    [...form.querySelectorAll(".survey-ring path")].forEach((p, i) => { p.setAttribute("class", `seat seat-${i + 1 < asked ? "done" : i + 1 === asked ? "now" : "next"}`); });
    form.querySelector("[data-back]").disabled = at === 0;
    form.querySelector("[data-next]").hidden = at === steps.length - 1;
    form.querySelector("[data-send]").hidden = at !== steps.length - 1;
    if (focus) steps[at].querySelector("h1, h2, legend").focus();
  };
  form.classList.add("is-stepped");
  waitForConnection(form);
  go(+new URLSearchParams(location.search).get("step") || 0, false);
  form.addEventListener("click", (e) => {
    if (e.target.closest("[data-back]")) go(at - 1);
    if (e.target.closest("[data-next]")) go(at + 1);
    const tapped = e.detail > 0 && e.target.matches("[type=radio]");
    if (tapped) { const was = at; setTimeout(() => at === was && go(at + 1), 320); }
  });
  form.addEventListener("keydown", (e) => {
    const box = /^[1-9]$/.test(e.key) && !e.target.matches("textarea") && steps[at].querySelector(`[value="${e.key}"]`);
    if (box) { box.checked = true; box.focus(); }
  });
}
