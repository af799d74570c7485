// Pages kept in this browser for when there is no network: of whoever opened them, and for one working day.
// A cache is called «gabinete-kept:ACCOUNT:PATH»; when nobody is signed in none stays.

export const PREFIX = "gabinete-kept:";
export const LASTS = 12 * 3600 * 1000;

export const able = "caches" in window && "serviceWorker" in navigator;

// Deletes the kept pages for which `stays(name)` does not hold, and what serves them.
export async function forget(stays = () => false) {
  if (!able) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || (await stays(name))) continue;
    await caches.delete(name);
    const path = name.slice(name.indexOf(":", PREFIX.length) + 1);
    for (const one of await navigator.serviceWorker.getRegistrations()) if (new URL(one.scope).pathname === path) await one.unregister();
  }
}

// Returns when a kept page was kept, in milliseconds of this machine; 0 without one.
export async function keptAt(name) {
  const cache = await caches.open(name);
  const page = await cache.match(name.slice(name.indexOf(":", PREFIX.length) + 1));
  return Number(page?.headers.get("X-Kept-At") || 0);
}
