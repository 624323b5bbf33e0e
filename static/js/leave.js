/* [data-leave]: a form that keeps nothing until it is sent. Going away with something typed asks first. */
let isTyped = false;
document.addEventListener("input", (e) => { if (e.target.closest("[data-leave]")) isTyped = true; });
document.addEventListener("submit", (e) => { if (e.target.matches("[data-leave]")) isTyped = false; });
if (document.querySelector("[data-leave][data-typed]")) isTyped = true;
addEventListener("beforeunload", (e) => { if (isTyped) e.preventDefault(); });
