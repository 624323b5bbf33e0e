/* The page without a network: time together with the people this device knows, by first name; kept by kept.js. */
const { count, day, faces, keep } = await import(document.getElementById("kept").dataset.script);

const offline = document.querySelector("[data-offline-log]");
const renew = () => {
  offline.reset();
  offline.elements.when_other.value = offline.elements.when_other.max = day(0);
};
const fill = async () => {
  const known = await faces(), sample = offline.querySelector("template");
  document.querySelector("[data-unknown]").hidden = Boolean(known);
  if (!known) return;
  await count();
  offline.querySelector("[data-of]").textContent = known.program;
  for (const [id, name] of known.people) {
    const label = sample.content.cloneNode(true);
    label.querySelector("input").value = id;
    label.querySelector("[data-name]").textContent = name;
    sample.before(label);
  }
  offline.elements.token.value = crypto.randomUUID();
  renew();
  offline.hidden = false;
  offline.addEventListener("submit", async (e) => {
    e.preventDefault();
    const isNamed = offline.querySelector("[name=who]:checked") !== null;
    offline.querySelector("[data-nobody]").hidden = isNamed;
    if (!isNamed) return offline.querySelector("[name=who]").focus();
    await keep(known.action, offline, known.who);
    renew();
  });
};
document.addEventListener("toast", (e) => { document.getElementById("kept-said").textContent = e.detail.text; });
/* A device says that it is back a little before it is: the page goes when the product answers, and asks again until then. */
const look = () => navigator.onLine && fetch(location.href, { method: "HEAD", cache: "no-store" }).then(() => location.reload(), () => {});
addEventListener("online", look);
setInterval(look, 10_000);
fill();
