// Keeps this page as it last stood, so that loading it again without a network brings it and not the browser's error.
// Only while the session is being prepared or held: once it ends, or nobody is signed in, nothing of it stays.

import { LASTS, PREFIX, able, forget, keptAt } from "../../ui/kept.js";
import { officeNow } from "./clockwork.js";
import { onParts } from "./parts.js";

const { body } = document;
const name = `${PREFIX}${body.dataset.user}:${location.pathname}`;
const WAIT = 300;
let clock = 0;
let rules = null;

const keeps = () => document.querySelector("[data-part=bar]")?.dataset.keeps === "yes";

// The page without what only this moment, or this visit, shows.
function picture() {
  const page = document.documentElement.cloneNode(true);
  const copy = page.querySelector("body");
  delete copy.dataset.keptAt;
  copy.dataset.now = String(Math.round(officeNow()));
  copy.querySelector("#room").dataset.viewed = copy.querySelector("[data-view][aria-current]")?.dataset.view || "";
  for (const one of copy.querySelectorAll("#queue, #conflicts, .options")) { one.replaceChildren(); delete one.dataset.key; }
  for (const one of copy.querySelectorAll(".not-yet, #messages")) one.remove();
  for (const one of copy.querySelectorAll("dialog[open]")) one.removeAttribute("open");
  return `<!doctype html>\n${page.outerHTML}`;
}

// A kept page obeys the same rules of safety as every page of the office: they come with each of its answers.
async function rulesOf(address) {
  const { headers } = await fetch(address);
  return Object.fromEntries(["Content-Security-Policy", "Referrer-Policy"].map((one) => [one, headers.get(one)]).filter(([, value]) => value));
}

async function keep() {
  if (!keeps()) { await forget((one) => !one.endsWith(`:${location.pathname}`)); return; }
  const cache = await caches.open(name);
  rules ??= await rulesOf(body.dataset.worker);
  const headers = { ...rules, "Content-Type": "text/html; charset=utf-8", "X-Kept-At": String(Date.now()) };
  await cache.put(location.pathname, new Response(picture(), { headers }));
  const files = performance.getEntriesByType("resource").filter((one) => ["script", "link", "css", "img", "other"].includes(one.initiatorType));
  const wanted = [...files.map((one) => one.name), ...[...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src)];
  for (const url of new Set(wanted)) {
    if (new URL(url).origin !== location.origin || !/\.(?:js|css|woff2|svg|webmanifest)$/.test(new URL(url).pathname)) continue;
    if (!(await cache.match(url))) await cache.add(url).catch(() => { /* the browser keeps most of them by itself */ });
  }
}

function soon() { clearTimeout(clock); clock = setTimeout(() => keep().catch(() => { /* no room on the disk: without this page, as before */ }), WAIT); }

async function begin() {
  await forget(async (one) => one.startsWith(`${PREFIX}${body.dataset.user}:`) && Date.now() - (await keptAt(one)) < LASTS);
  onParts({ after: soon });
  if (body.dataset.keptAt) return;
  soon();
  if (keeps()) await navigator.serviceWorker.register(body.dataset.worker, { scope: location.pathname });
}

if (able && body.dataset.user) begin().catch(() => { /* a browser that refuses it works as before */ });
