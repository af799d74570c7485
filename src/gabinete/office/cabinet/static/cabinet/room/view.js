// Which point is on the screen. The one being dealt with, unless somebody looks at another.

import { onParts } from "./parts.js";

const room = document.getElementById("room");
let viewed = room.dataset.viewed;
let current = document.querySelector(".point-link.now")?.dataset.view || "";

const listeners = [];
export function onView(listener) { listeners.push(listener); }

export const panel = () => document.querySelector(`[data-point="${viewed}"]`);
export function view(pk, { focus = false } = {}) {
  const next = document.querySelector(`[data-point="${pk}"]`);
  if (!next) return;
  viewed = String(pk);
  for (const one of document.querySelectorAll("[data-point]")) one.hidden = one !== next;
  mark();
  for (const listener of listeners) listener();
  history.replaceState(null, "", `?punto=${viewed}`);
  if (focus) document.querySelector(`[data-view="${viewed}"]`)?.focus();
  document.querySelector(".centre").scrollIntoView({ block: "nearest" });
}
export function step(by) {
  const links = [...document.querySelectorAll("[data-view]")];
  const at = links.findIndex((link) => link.dataset.view === viewed);
  const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
  if (next) view(next.dataset.view, { focus: true });
}
function mark() {
  for (const link of document.querySelectorAll("[data-view]")) link.toggleAttribute("aria-current", false);
  document.querySelector(`[data-view="${viewed}"]`)?.setAttribute("aria-current", "true");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-view]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  view(link.dataset.view);
});
onParts({
  after() {
    const now = document.querySelector(".point-link.now")?.dataset.view || "";
    // Whoever was looking at the point that ended follows to the one that began.
    if (now !== current && (viewed === current || !current)) { current = now; if (now) { view(now); return; } }
    current = now;
    if (panel()) panel().hidden = false;
    mark();
  },
});
