/* The page without a network: time together with the people this device knows, by first name; kept by kept.js. */
import { day, faces, keep } from "./kept.js";

const offline = document.querySelector("[data-offline-log]");
const fill = async () => {
  const known = await faces(), sample = offline.querySelector("template");
  if (!known) return;
  for (const { id, name } of known.people) {
    const label = sample.content.cloneNode(true);
    label.querySelector("input").value = id;
    label.querySelector("span").textContent = name;
    sample.before(label);
  }
  const renew = () => {
    offline.reset();
    offline.elements.token.value = crypto.randomUUID();
    offline.elements.when_other.value = offline.elements.when_other.max = day(0);
  };
  renew();
  offline.hidden = false;
  offline.addEventListener("submit", async (e) => {
    e.preventDefault();
    const isNamed = offline.querySelector("[name=who]:checked") !== null;
    offline.querySelector("[data-nobody]").hidden = isNamed;
    if (!isNamed) return;
    await keep(known.action, offline, known.who);
    renew();
  });
  addEventListener("online", () => location.reload());
};
fill();
