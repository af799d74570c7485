// Notes and resolutions: kept in this browser at every key, sent when the hand rests, never written over unseen.

import { keep, waiting } from "./queue.js";
import { onParts } from "./parts.js";

const KEY = `gabinete-sala:${document.body.dataset.user}:${document.body.dataset.session}:text:`;
const RESTS = 900;
const clocks = new Map();

const idOf = (field) => { const point = field.closest("[data-point]").dataset.point; return `${point}:${field.dataset.text || "capture"}`; };
const seenOf = (field) => field.form.elements.seen;
const isText = (node) => node.matches?.("[data-text], [data-capture]");

// What the server will have once everything waiting has been sent.
function based(field) {
  const point = field.closest("[data-point]").dataset.point;
  const last = waiting().filter((one) => one.fields.do === "text" && one.fields.point === point && one.fields.field === field.dataset.text && one.state === "waiting").pop();
  return last ? last.fields.text : seenOf(field).value;
}
function store(field) {
  try { localStorage.setItem(KEY + idOf(field), JSON.stringify({ text: field.value, seen: field.dataset.text ? based(field) : "" })); } catch { /* the queue says so */ }
}
function forget(field) { localStorage.removeItem(KEY + idOf(field)); }

export function flush(field) {
  clearTimeout(clocks.get(idOf(field)));
  clocks.delete(idOf(field));
  if (!field.dataset.text || hasConflict(field)) return;
  const seen = based(field);
  if (field.value === seen) { forget(field); return; }
  const point = field.closest("[data-point]").dataset.point;
  keep({ do: "text", point, field: field.dataset.text, text: field.value, seen }, field.form.dataset.say);
  forget(field);
}
export function flushAll() { for (const field of document.querySelectorAll("[data-text]")) if (clocks.has(idOf(field))) flush(field); }
export function emptied(field) { forget(field); }

function hasConflict(field) {
  const point = field.closest("[data-point]").dataset.point;
  const found = waiting().find((one) => one.state === "conflict" && one.fields.point === point && one.fields.field === field.dataset.text);
  if (found) found.fields.text = field.value;
  return Boolean(found);
}

export function rebase(point, name, seen, text) {
  const field = document.getElementById(`${name}-${point}`);
  if (!field) return;
  seenOf(field).value = seen;
  field.value = text;
  forget(field);
}

// The page was written again: what was being typed here stays, over what the server has now.
function carry(old, fresh) {
  for (const field of old.querySelectorAll("[data-text], [data-capture]")) {
    const next = field.id && fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (!next) continue;
    if (field.matches("[data-capture]")) { if (field.value) { next.value = field.value; understood(field, next); } } else if (clocks.has(idOf(field)) || field.value !== seenOf(field).value) {
      if (next.value !== field.value) { if (clocks.has(idOf(field))) seenOf(next).value = seenOf(field).value; next.value = pendingOf(field) ?? (clocks.has(idOf(field)) ? field.value : next.value); }
    }
    if (document.activeElement === field) { const { selectionStart, selectionEnd } = field; queueMicrotask(() => { next.focus({ preventScroll: true }); next.setSelectionRange(selectionStart, selectionEnd); }); }
  }
}
// What was understood of it stays under it.
function understood(field, next) {
  const [was, will] = [field, next].map((one) => one.form.querySelector(".heard"));
  will.dataset.help = was.dataset.help ?? will.innerHTML;
  will.replaceChildren(...was.childNodes);
}
function pendingOf(field) {
  if (clocks.has(idOf(field))) return field.value;
  const point = field.closest("[data-point]").dataset.point;
  const last = waiting().filter((one) => one.fields.do === "text" && one.fields.point === point && one.fields.field === field.dataset.text).pop();
  return last ? last.fields.text : null;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!isText(field)) return;
  store(field);
  if (!field.dataset.text) return;
  clearTimeout(clocks.get(idOf(field)));
  clocks.set(idOf(field), setTimeout(() => flush(field.isConnected ? field : document.getElementById(field.id)), RESTS));
});
document.addEventListener("focusout", (event) => { if (isText(event.target) && clocks.has(idOf(event.target))) flush(event.target); });
document.addEventListener("visibilitychange", () => { if (document.hidden) flushAll(); });
window.addEventListener("pagehide", flushAll);

function restore(root) {
  for (const field of root.querySelectorAll("[data-text], [data-capture]")) {
    const kept = localStorage.getItem(KEY + idOf(field));
    if (!kept) { const pending = field.dataset.text && pendingOf(field); if (typeof pending === "string") field.value = pending; continue; }
    const { text, seen } = JSON.parse(kept);
    field.value = text;
    if (field.dataset.text) { seenOf(field).value = seen; clocks.set(idOf(field), 0); flush(field); }
  }
}
onParts({ before: carry });
restore(document);
