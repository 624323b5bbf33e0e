/* form[data-over-time]: a slider over the stored days, and Play, which walks to the last of them. The page without scripts has the same in its menus. */
const form = document.querySelector("[data-over-time]"), days = form?.dataset.days.split(" ") ?? [];
const slider = form?.querySelector("[data-slider]"), range = slider?.querySelector("input"), play = form?.querySelector("[data-play]");
let timer = 0;

const show = () => {
  form.elements.on.value = days[range.value];
  range.setAttribute("aria-valuetext", form.elements.on.selectedOptions[0].textContent);
  const address = new URL(location.href.split("?")[0]);
  address.search = new URLSearchParams(new FormData(form));
  return htmx.ajax("GET", address.href, { target: "#moment", swap: "outerHTML" });
};
const rest = () => { clearTimeout(timer); timer = 0; play.setAttribute("aria-pressed", false); };
const step = () => {
  if (+range.value >= days.length - 1) return rest();
  range.value = +range.value + 1;
  show().then(() => { if (timer) timer = setTimeout(step, 1400); });
};

if (days.length > 1) {
  slider.hidden = play.hidden = false;
  range.addEventListener("change", () => { rest(); show(); });
  play.addEventListener("click", () => {
    if (timer) return rest();
    if (+range.value >= days.length - 1) range.value = 0;
    play.setAttribute("aria-pressed", true);
    timer = setTimeout(step, 0);
  });
}
