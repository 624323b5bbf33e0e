/* [data-plan]: the menu on a card always works; dragging is the short cut for a mouse. Both press the same button. */
let held = null;
const over = (cell) => { for (const c of document.querySelectorAll(".cell.is-over")) c.classList.remove("is-over"); cell?.classList.add("is-over"); };
const at = (e) => { const cell = held && e.target.closest(".cell"); return cell?.dataset.track === held?.parentElement.dataset.track ? cell : null; };
document.addEventListener("dragstart", (e) => {
  held = e.target.closest?.("[data-plan] .item") ?? null;
  held?.classList.add("is-dragging");
  if (held) e.dataTransfer.setData("text/plain", held.dataset.card);  /* some browsers drag nothing without */
});
document.addEventListener("dragend", () => { held?.classList.remove("is-dragging"); held = null; over(null); });
document.addEventListener("dragover", (e) => { const cell = at(e); if (cell) e.preventDefault(); over(cell); });
document.addEventListener("drop", (e) => {
  const cell = at(e);
  if (!cell) return;
  e.preventDefault();
  if (cell === held.parentElement) return;
  const form = document.getElementById("plan-form");
  const button = Object.assign(document.createElement("button"), { name: "move", value: `${held.dataset.card}.${cell.dataset.month}`, hidden: true });
  form.append(button);
  button.click();
});
/* After a change the focus goes to what was changed. */
document.addEventListener("htmx:afterSettle", () => {
  const board = document.getElementById("board");
  if (board?.dataset.focus) (document.getElementById(board.dataset.focus) ?? board).focus();
});
