/* [data-picker data-url data-field]: type two letters, choose a person. Combobox pattern; GET data-url?q=… answers with
   <li role="option" data-slug="…" data-name="First">…</li>. */
const parts = (el) => {
  const box = el.closest?.("[data-picker]");
  return box && { box, input: box.querySelector("input"), list: box.querySelector("[role=listbox]"), said: box.querySelector("[role=status]") };
};
const options = ({ list }) => [...list.querySelectorAll("[role=option]")];
const here = (p) => options(p).findIndex((li) => li.getAttribute("aria-selected") === "true");
let asked = null, wait = 0;

const mark = (p, at) => {
  options(p).forEach((li, i) => li.setAttribute("aria-selected", i === at));
  const li = options(p)[at];
  if (li) { p.input.setAttribute("aria-activedescendant", li.id); li.scrollIntoView({ block: "nearest" }); } else p.input.removeAttribute("aria-activedescendant");
};

const show = (p, found) => {
  p.list.replaceChildren(...found);
  options(p).forEach((li, i) => { li.id = `${p.list.id}-${i}`; });
  p.list.hidden = !found.length;
  p.input.setAttribute("aria-expanded", !p.list.hidden);
  mark(p, -1);
};

const find = async (p) => {
  const q = p.input.value.trim();
  asked?.abort();
  if (p.said) p.said.textContent = "";
  if (q.length < 2) return show(p, []);
  asked = new AbortController();
  try {
    const address = new URL(p.box.dataset.url, location.href);
    address.searchParams.set("q", q);
    const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return show(p, []);
    const found = [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[role=option][data-slug]")];
    show(p, found);
    if (p.said && !found.length) p.said.textContent = p.said.dataset.none;
  } catch (stopped) {
    if (stopped.name !== "AbortError") show(p, []);
  }
};

/* A face like the ones already there, ticked. */
const face = (p, li) => {
  const label = Object.assign(document.createElement("label"), { className: "face" });
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: p.box.dataset.field, value: li.dataset.slug });
  box.dataset.name = li.dataset.name;
  const shown = document.createElement("span"), avatar = li.querySelector(".avatar")?.cloneNode(true);
  if (avatar) { avatar.classList.replace("avatar-sm", "avatar-lg"); shown.append(avatar); }
  shown.append(li.dataset.name);
  label.append(box, shown);
  return label;
};

const choose = (p, li) => {
  const faces = p.box.closest("form").querySelector("[data-picked]");
  let box = faces.querySelector(`input[value="${CSS.escape(li.dataset.slug)}"]`);
  if (!box) {
    faces.prepend(face(p, li));
    box = faces.querySelector("input");
    if (faces.children.length > 5 && !faces.lastElementChild.querySelector(":checked")) faces.lastElementChild.remove();
  }
  box.checked = true;
  p.input.value = "";
  show(p, []);
  box.focus();
  box.dispatchEvent(new Event("change", { bubbles: true }));
};

document.addEventListener("input", (e) => { const p = parts(e.target); if (p) { clearTimeout(wait); wait = setTimeout(find, 150, p); } });
document.addEventListener("click", (e) => { const li = e.target.closest("[data-picker] [role=option]"); if (li) choose(parts(li), li); });
document.addEventListener("keydown", (e) => {
  const p = parts(e.target), n = p ? options(p).length : 0;
  if (p && e.key === "Enter") e.preventDefault();   /* a half-typed name must not send the form */
  if (!n) return;
  if (e.key === "ArrowDown") mark(p, (here(p) + 1) % n);
  else if (e.key === "ArrowUp") mark(p, (here(p) - 1 + n) % n);
  else if (e.key === "Enter") choose(p, options(p)[Math.max(here(p), 0)]);
  else if (e.key === "Escape") { e.stopPropagation(); p.input.value = ""; show(p, []); }
  else return;
  e.preventDefault();
});
