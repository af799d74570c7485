// Every few seconds: has anything changed? The question carries no account and its answer is a number.

import { setOffice } from "./clockwork.js";
import { refresh } from "./parts.js";

const every = Number(document.body.dataset.every) * 1000;
let mark = "";
let known = "";
let trouble = "";
let busy = false;
const listeners = [];

export function onPulse(listener) { listeners.push(listener); }
function tell(next) { trouble = next; for (const listener of listeners) listener(trouble); }

async function ask() {
  try {
    const answer = await fetch(document.body.dataset.pulse, { credentials: "omit", cache: "no-store", headers: mark ? { "If-None-Match": mark } : {} });
    if (answer.status === 304) return known;
    if (!answer.ok) return answer.status === 404 ? "gone" : null;
    mark = answer.headers.get("ETag") || "";
    const told = await answer.json();
    setOffice(told.now);
    return told.revision;
  } catch { return null; }
}

export async function beat(force = false) {
  if (busy) return;
  busy = true;
  const revision = await ask();
  if (revision === null) tell("offline");
  else {
    const changed = force || document.body.dataset.keptAt || (known && revision !== known) || trouble;
    const wrong = changed ? await refresh() : "";
    if (!wrong) { known = revision; delete document.body.dataset.keptAt; }
    tell(wrong);
  }
  busy = false;
}

// Twenty-five tablets that see the same change would all read their page at the same instant: each beats at its own
// pace, and those that only look on take a moment of their own when the network, or the screen, comes back.
const LOOKS_ON = !document.body.classList.contains("secretary");
const own = () => every * (0.7 + 0.6 * Math.random());
const soon = () => setTimeout(beat, LOOKS_ON ? Math.random() * every : 0);

async function follow() {
  if (!document.hidden || document.body.classList.contains("wall")) await beat();
  setTimeout(follow, own());
}

export function start() {
  beat();
  if (every) setTimeout(follow, own());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
  window.addEventListener("online", soon);
}
