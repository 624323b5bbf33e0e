/* [data-theme-switch]. The server writes data-theme from the cookie, so a page never flashes; this only flips it. */
const root = document.documentElement;
const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const name = () => {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.querySelector("span").textContent = isDark() ? button.dataset.light : button.dataset.dark;
  }
};
name();
document.addEventListener("click", (e) => {
  if (!e.target.closest("[data-theme-switch]")) return;
  root.dataset.theme = isDark() ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  name();
});
