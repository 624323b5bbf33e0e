/* What htmx does with answers that are not the part it asked for. A whole page (signed out, a redirect) is opened as a page.
   422: form[data-invalid="#place"] puts the words there, others in the target; the first thing to fix gets the focus.
   Nothing came back, or our fault: the words of #toasts say so, and what was typed stays.
   Where the focus went away, the part of the page that took its place has it. */
const say = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
const words = () => document.getElementById("toasts").dataset;

/* A part meant for another place is dropped when this page has no such place. */
const fitting = (html) => {
  const box = Object.assign(document.createElement("template"), { innerHTML: html });
  for (const part of box.content.querySelectorAll("[hx-swap-oob][id]")) if (!document.getElementById(part.id)) part.remove();
  return box.innerHTML;
};

let held = false;
const isLost = () => !document.activeElement || document.activeElement === document.body;

document.addEventListener("htmx:beforeSwap", (e) => {
  const { xhr, requestConfig, target } = e.detail;
  held = !isLost();
  if (/^\s*<!doctype/i.test(xhr.responseText)) {
    e.detail.shouldSwap = false;
    if (xhr.status < 400) location.assign(xhr.responseURL);
  } else if (xhr.status === 422) {
    const place = requestConfig.elt.dataset.invalid;
    e.detail.target = place ? document.querySelector(place) : target;
    if (place) e.detail.swapOverride = "innerHTML";
  }
  if (xhr.responseText.includes("hx-swap-oob")) e.detail.serverResponse = fitting(xhr.responseText);
});

document.addEventListener("htmx:afterSettle", (e) => {
  const { xhr } = e.detail;
  if (xhr?.status !== 422 || xhr.responseText.includes("hx-swap-oob")) return;   /* a refused answer: the toast says why */
  (e.target.querySelector("[data-first-error], [aria-invalid=true]") ?? e.target).focus();
});

document.addEventListener("htmx:afterRequest", (e) => {
  const { elt, verb } = e.detail.requestConfig;
  if (!isLost() || (verb === "get" && !held) || elt.closest("dialog")) return;
  (document.getElementById(elt.closest("[id]")?.id) ?? document.getElementById("main")).focus();
});

document.addEventListener("htmx:responseError", (e) => {
  const { xhr, requestConfig } = e.detail;
  if (requestConfig.verb !== "get") say(xhr.status < 500 ? words().gone : words().fault);
});
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, (e) => {
    const { elt, verb } = e.detail.requestConfig, isKept = lost === "htmx:sendError" && elt.matches("form[data-log-form]");
    if (verb !== "get" && !isKept) say(words().fault);   /* kept.js keeps time together */
  });
}
