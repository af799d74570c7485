// What answers when a session's screen is loaded again without a network: the last page of it that this browser kept.
// It serves that page and its files, nothing else; the page itself keeps them (room/kept.js) and deletes them.

const PREFIX = "gabinete-kept:";
const LASTS = 12 * 3600 * 1000;
const PATIENCE = 6000; // Milliseconds after which a network that says nothing is none.
const BROKEN = new Set([502, 503, 504]);

async function mine() { return (await caches.keys()).filter((name) => name.startsWith(PREFIX)); }

async function keptPage(path) {
  for (const name of await mine()) {
    if (!name.endsWith(`:${path}`)) continue;
    const page = await (await caches.open(name)).match(path);
    if (page && Date.now() - Number(page.headers.get("X-Kept-At")) < LASTS) return page;
    await caches.delete(name);
  }
  return null;
}

async function asKept(page) {
  const text = await page.text();
  const marked = text.replace("<body ", `<body data-kept-at="${Number(page.headers.get("X-Kept-At"))}" `);
  return new Response(marked, { headers: page.headers });
}

const late = () => new Promise((_resolve, reject) => { setTimeout(() => reject(new Error("late")), PATIENCE); });

async function visit(request) {
  const page = await keptPage(new URL(request.url).pathname);
  if (!page) return fetch(request);
  try {
    const answer = await Promise.race([fetch(request), late()]);
    return BROKEN.has(answer.status) ? asKept(page) : answer;
  } catch { return asKept(page); }
}

async function file(request) {
  for (const name of await mine()) {
    const found = await (await caches.open(name)).match(request.url);
    if (found) return found;
  }
  return fetch(request);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(request));
  else if (["script", "style", "font", "image", "manifest"].includes(request.destination)) event.respondWith(file(request));
});
