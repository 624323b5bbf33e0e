/* A short message with an optional way back. Anyone may ask for one: dispatch "toast" with { text, undo_url };
   the server does by the HX-Trigger header. Undo posts to undo_url and says what the server answers. */
const place = document.getElementById("toasts");

const takeBack = (url) => htmx.ajax("POST", url, {
  source: place, swap: "none", headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" },
});

document.addEventListener("toast", ({ detail }) => {
  const box = Object.assign(document.createElement("div"), { className: "toast" });
  box.append(Object.assign(document.createElement("span"), { textContent: detail.text }));
  if (detail.undo_url) {
    const back = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: place.dataset.undo });
    back.addEventListener("click", () => { box.remove(); document.getElementById("main").focus(); takeBack(detail.undo_url); });
    box.append(back);
  }
  (document.querySelector("dialog[open]") ?? document.body).append(place);   /* behind an open sheet nobody would see or reach it */
  place.append(box);
  const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : box.remove());
  setTimeout(leave, 8000);
});

document.addEventListener("close", (e) => { if (e.target.contains(place)) document.body.append(place); }, true);
