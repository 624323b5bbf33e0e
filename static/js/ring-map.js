/* [data-ring-map]: one tab stop; arrow keys walk to the nearest person that way, Enter or a tap opens their card, dragging sends
   what the card's radio buttons send. [data-draw]: lines between two. */
const toward = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const dot = (person) => person.querySelector("circle");
const at = (person) => [+dot(person).getAttribute("cx"), +dot(person).getAttribute("cy")];
const people = () => [...document.querySelectorAll("[data-ring-map] .alter")];
const byId = (id) => people().find((p) => p.dataset.id === id);
const drawing = () => document.querySelector("[data-draw][aria-pressed=true]");
let held = null, first = null, moved = false;

const ready = () => {
  const all = people(), now = all.find((p) => p.hasAttribute("aria-current")) ?? all[0];
  for (const p of all) p.setAttribute("tabindex", p === now ? 0 : -1);
  document.querySelector("[data-draw]")?.removeAttribute("hidden");
};

const nearest = (from, [dx, dy]) => {
  const [x, y] = at(from);
  let best = null, least = Infinity;
  for (const p of people()) {
    const [px, py] = at(p), along = (px - x) * dx + (py - y) * dy, aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
    if (p !== from && along > 4 && along + 2 * aside < least) { least = along + 2 * aside; best = p; }
  }
  return best;
};

/* The server draws the board anew; whoever was meant keeps the focus. */
const board = (verb, url, values, id) => htmx.ajax(verb, url, { target: "#board", swap: "outerHTML", values, source: "#board" })
  .then(() => { ready(); byId(id)?.focus(); });
const token = () => document.querySelector("#board [name=csrfmiddlewaretoken]").value;
const send = (id, act, values) => board("POST", new URL(`entries/${id}/${act}/`, location.href.split("?")[0]).href, { csrfmiddlewaretoken: token(), ...values }, id);
const open = (person) => board("GET", person.getAttribute("href"), {}, person.dataset.id);
const pick = (person) => {
  if (!drawing()) return open(person);
  if (!first || first === person) { first = first ? null : person; person.classList.toggle("is-first"); return; }
  const one = first.dataset.id;
  first = null;
  return send(one, "line", { other: person.dataset.id }).then(() => draw(true));
};
const draw = (on) => {
  const button = document.querySelector("[data-draw]");
  button?.setAttribute("aria-pressed", on);
  button?.closest("[data-ring-map]").classList.toggle("is-drawing", on);
};

const spot = (svg, e) => new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
document.addEventListener("pointerdown", (e) => {
  const person = e.target.closest?.("[data-ring-map] .alter");
  if (!person || e.button || drawing()) return;
  held = { person, from: [e.clientX, e.clientY] };
  moved = false;
});
document.addEventListener("pointermove", (e) => {
  if (!held) return;
  if (!moved && Math.hypot(e.clientX - held.from[0], e.clientY - held.from[1]) < 8) return;
  moved = true;
  held.person.classList.add("is-held");
  const { x, y } = spot(held.person.ownerSVGElement, e), text = document.querySelector(`[data-text="${held.person.dataset.id}"] text`);
  dot(held.person).setAttribute("cx", x); dot(held.person).setAttribute("cy", y);
  text.setAttribute("x", x); text.setAttribute("y", y + 6);
});
const drop = (e) => {
  if (!held) return;
  const { person } = held, svg = person.ownerSVGElement;
  held = null;
  if (!moved || e.type === "pointercancel") return;
  const { x, y } = spot(svg, e), edges = svg.dataset.edges.split(" ").map(Number), away = Math.hypot(x - 450, y - 450);
  send(person.dataset.id, "place", { strength: Math.max(1, edges.filter((edge) => away <= edge).length) });
};
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("dragstart", (e) => { if (e.target.closest?.("[data-ring-map] .alter")) e.preventDefault(); });

document.addEventListener("click", (e) => {
  const person = e.target.closest("[data-ring-map] .alter"), button = e.target.closest("[data-draw]");
  if (button) { first = null; draw(!drawing()); ready(); }
  if (!person || e.metaKey || e.ctrlKey) return;
  e.preventDefault();
  if (!moved) pick(person);
  moved = false;
});
document.addEventListener("keydown", (e) => {
  const person = e.target.closest?.("[data-ring-map] .alter"), next = person && toward[e.key] && nearest(person, toward[e.key]);
  if (person && e.key === " ") pick(person);
  else if (next) { person.setAttribute("tabindex", -1); next.setAttribute("tabindex", 0); next.focus(); }
  else if (!person || !toward[e.key]) return;
  e.preventDefault();
});
document.addEventListener("htmx:afterSettle", ready);
ready();
