/* Sends what waited on this device. Each log carries the form's own token, so that one that did arrive is not saved twice. `kept` is what kept.js hands over. */
const send = (log) => {
  const body = new FormData();
  for (const [name, value] of log.fields) body.append(name, value);
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return fetch(log.action, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" });
};
const text = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim().replace(/\s+/g, " ");

const sendEach = async ({ count, drop, say, waiting, words }) => {
  let sent = 0;
  for (const log of await waiting()) {
    let answer;
    try { answer = await send(log); } catch { break; }
    const isRefused = [404, 422].includes(answer.status);
    if (!answer.ok && !isRefused) break;   /* signed out, or our fault: it goes on waiting */
    await drop(log);
    if (isRefused) say(words.refused.replace("{why}", answer.status === 422 ? text(await answer.text()) : ""));
    else sent += 1;
  }
  await count();
  if (sent) say(words.sent.replace("{n}", sent));
};

/* One tab sends for all. */
export const sendAll = (kept) => navigator.locks.request("kept", { ifAvailable: true }, (lock) => lock && sendEach(kept));
