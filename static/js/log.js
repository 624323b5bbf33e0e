/* a[data-log]: opens the sheet instead of the page, with the person already ticked. Two taps and it is saved.
   form[data-log-form]: the button says with whom; [data-other-day] shows only when "another day" is chosen. */
const sheet = document.getElementById("log");
let opener = null;
const ticked = (form) => [...form.querySelectorAll("[data-picked] input:checked")];

/* The server takes a token once: a second press of Save is harmless. */
const renew = (form) => {
  const token = form.querySelector("[name=token]");
  if (token) token.value = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
};

const refresh = (form) => {
  const label = form.querySelector("[data-save-label]"), other = form.querySelector("[data-other-day]");
  label.dataset.plain ??= label.textContent;
  const names = ticked(form).map((box) => box.dataset.name);
  const list = new Intl.ListFormat(document.documentElement.lang).format(names);
  label.textContent = names.length ? label.dataset.saveLabel.replace("{names}", list) : label.dataset.plain;
  if (other) other.hidden = !form.querySelector("[value=other]:checked");
};

document.addEventListener("click", (e) => {
  const link = e.target.closest("a[data-log]");
  if (link && sheet && !e.metaKey && !e.ctrlKey) {
    e.preventDefault();
    opener = link;
    const form = sheet.querySelector("form");
    form.reset();
    renew(form);
    form.querySelector("#log-errors")?.replaceChildren();
    const who = link.dataset.log && form.querySelector(`[data-picked] input[value="${CSS.escape(link.dataset.log)}"]`);
    if (who) who.checked = true;
    refresh(form);
    sheet.showModal();
    (who ? form.querySelector("[type=submit]") : form.querySelector("[data-picked] input, [data-picker] input"))?.focus({ focusVisible: false });
  }
  if (sheet && (e.target === sheet || (sheet.contains(e.target) && e.target.closest("[data-close]")))) sheet.close();
});

document.addEventListener("change", (e) => {
  const form = e.target.closest("form[data-log-form]");
  if (!form) return;
  form.querySelector("#log-errors")?.replaceChildren();
  refresh(form);
});

/* Saved: the focus goes back to where it was, or to its like when that part of the page is new. */
const back = () => {
  const part = document.getElementById(opener.closest("[id]")?.id) ?? document;
  const same = opener.isConnected ? opener : part.querySelector(`a[data-log="${CSS.escape(opener.dataset.log)}"]`);
  (same ?? document.getElementById("main")).focus();
};
document.addEventListener("htmx:afterRequest", (e) => {
  const { xhr, requestConfig } = e.detail;
  const saved = requestConfig.verb === "post" && xhr.status >= 200 && xhr.status < 300;
  if (!saved || !sheet?.contains(requestConfig.elt)) return;
  sheet.close();
  if (opener) back();
});

for (const form of document.querySelectorAll("form[data-log-form]")) refresh(form);
