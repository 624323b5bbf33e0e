/* Shows the page without a network when there is none. No page of anybody's is ever kept: only that one and its files.
   {{ files|join:" " }} */
const OFFLINE = "{% url 'public:offline' %}", KEPT = "offline-{{ release }}";

self.addEventListener("install", (e) => e.waitUntil((async () => {
  const cache = await caches.open(KEPT);
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "reload" });
  await cache.put(OFFLINE, page);
  await cache.addAll([{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}]);
  await self.skipWaiting();
})()));

self.addEventListener("activate", (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (e) => {
  const { request } = e, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    e.respondWith(fetch(request).catch(async () => (await caches.open(KEPT)).match(OFFLINE)));
  } else if (url.pathname.startsWith("{{ static }}")) {
    e.respondWith(fetch(request).catch(async () => (await (await caches.open(KEPT)).match(request)) ?? Response.error()));
  }
});
