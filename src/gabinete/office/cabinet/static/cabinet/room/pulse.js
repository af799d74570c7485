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
    const changed = force || (known && revision !== known) || trouble;
    const wrong = changed ? await refresh() : "";
    if (!wrong) known = revision;
    tell(wrong);
  }
  busy = false;
}

export function start() {
  beat();
  if (every) setInterval(() => { if (!document.hidden || document.body.classList.contains("wall")) beat(); }, every);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  window.addEventListener("online", () => beat());
}
