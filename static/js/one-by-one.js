/* form[data-one-by-one]: one [data-step] at a time; a tap answers and goes on, keys wait for Skip or Save. Without scripts all stand open. */
const form = document.querySelector("[data-one-by-one]"), steps = [...form.querySelectorAll("[data-step]")];
const [back, skip, save, count] = ["[data-back]", "[data-skip]", "[data-last]", "[data-count]"].map((part) => form.querySelector(part));
let at = 0, tapped = false;

const show = (to, move = true) => {
  at = Math.max(0, Math.min(steps.length - 1, to));
  steps.forEach((step, i) => { step.hidden = i !== at; });
  back.hidden = at === 0;
  skip.hidden = at === steps.length - 1;
  save.hidden = at < steps.length - 1;
  count.textContent = count.dataset.count.replace("{n}", at + 1).replace("{all}", steps.length);
  if (move) steps[at].focus({ preventScroll: true });
};

if (steps.length > 1) {
  show(0, false);
  back.addEventListener("click", () => show(at - 1));
  skip.addEventListener("click", () => show(at + 1));
  form.addEventListener("pointerup", (e) => { tapped = !!e.target.closest(".choice"); });
  form.addEventListener("click", (e) => {
    if (!e.target.matches("input[type=radio]") || !tapped) return;
    tapped = false;
    if (at < steps.length - 1) show(at + 1); else save.focus();
  });
}
