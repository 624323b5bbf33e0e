/* [data-timer]: the parts of a check-in, one after another. Without it the minutes stand beside each part. */
const two = (n) => String(n).padStart(2, "0");
for (const box of document.querySelectorAll("[data-timer]")) {
  const parts = [...box.querySelectorAll("[data-minutes]")];
  const [start, next, face, say, bar] = ["start", "next", "face", "say", "bar"].map((n) => box.querySelector(`[data-timer-${n}]`));
  let at = -1, ends = 0, tick = 0, isOver = false;
  const draw = () => {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    face.textContent = `${Math.floor(left / 60)}:${two(left % 60)} ${box.dataset.left}`;
    if (left === 0 && !isOver) { isOver = true; say.textContent = box.dataset.over; box.classList.add("timer-over"); }
  };
  const go = () => {
    parts[at]?.removeAttribute("aria-current");
    at += 1; isOver = false; box.classList.remove("timer-over");
    if (at >= parts.length) { clearInterval(tick); at = -1; next.hidden = true; start.hidden = false; face.textContent = ""; start.focus(); return; }
    parts[at].setAttribute("aria-current", "step");
    say.textContent = parts[at].firstElementChild.textContent;
    ends = Date.now() + parts[at].dataset.minutes * 60000;
    draw();
  };
  start.addEventListener("click", () => { start.hidden = true; next.hidden = false; go(); next.focus(); tick = setInterval(draw, 1000); });
  next.addEventListener("click", go);
  bar.hidden = false;
}
