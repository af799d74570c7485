// The room from the keyboard. A key does what its button does; never while somebody is typing.

import { keyedOf } from "./keyed.js";
import { panel, step } from "./view.js";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const seats = () => [...document.querySelectorAll(".seats summary")];

function help() { const dialog = document.getElementById("room-keys"); if (dialog.open) dialog.close(); else dialog.showModal(); }
function people() { (seats().find((seat) => seat.dataset.seat && !(keyedOf(seat.dataset.seat) ?? seat.dataset.quality)) || seats()[0])?.focus(); }
function walk(from, by) {
  const all = seats();
  all[Math.min(Math.max(all.indexOf(from) + by, 0), all.length - 1)]?.focus();
}

function onSeat(seat, key) {
  if (key === "arrowdown" || key === "arrowup") { walk(seat, key === "arrowdown" ? 1 : -1); return true; }
  const fold = seat.closest("details");
  if (key === "s") { const field = fold.querySelector("[name=alternate_name]"); if (!field) return false; fold.open = true; field.focus(); field.select(); return true; }
  const button = fold.querySelector(`[data-seat-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  button.click();
  if ("trja".includes(key)) walk(seat, 1);
  return true;
}

function onPage(key) {
  if (key === "?") { help(); return true; }
  if (key === "l") { people(); return true; }
  if (key === "j" || key === "arrowdown") { step(1); return true; }
  if (key === "k" || key === "arrowup") { step(-1); return true; }
  const named = (root) => [...(root?.querySelectorAll("[data-key]") || [])].find((one) => one.dataset.key.toLowerCase() === key && one.offsetParent !== null);
  const target = named(panel()) || named(document);
  if (!target) return false;
  if (target.matches("textarea")) target.focus();
  else if (target.matches("summary")) { target.parentElement.open = !target.parentElement.open; (target.parentElement.querySelector("input:not([type=hidden]), button") || target).focus(); }
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) { const seat = event.target.closest(".seat")?.querySelector("summary"); event.target.blur(); seat?.focus(); return; }
  // Out of the list, back to the points.
  if (event.key === "Escape" && event.target.closest?.(".seats summary")) { event.target.blur(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const seat = event.target.closest?.(".seats summary");
  if (seat && onSeat(seat, key)) { event.preventDefault(); return; }
  if (key === "enter" && event.target.closest("a, button, summary") && !event.target.closest("[data-view]")) return;
  if (onPage(key)) event.preventDefault();
});
document.addEventListener("click", (event) => { if (event.target.closest("[data-help]")) help(); });
