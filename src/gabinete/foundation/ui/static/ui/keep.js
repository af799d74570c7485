// What somebody types in a long form stays in this browser until it has been registered: an expired session, a
// closed tab or a fallen server loses nothing. Only forms with data-keep; never passwords or files.

import { LASTS, PREFIX, able, forget, keptAt } from "./kept.js";

const user = document.body.dataset.user || "";
const prefix = "gabinete:" + user + ":";
const pendingKey = "gabinete:pending";

function keyOf(form) { return prefix + form.dataset.keep; }
function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));
}
function read(form) {
  const kept = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox" || field.type === "radio") { if (field.checked) (kept[field.name] ||= []).push(field.value); }
    else (kept[field.name] ||= []).push(field.value);
  }
  return kept;
}
function write(form, kept) {
  const taken = {};
  for (const field of fieldsOf(form)) {
    const values = kept[field.name];
    if (field.type === "checkbox" || field.type === "radio") { field.checked = Boolean(values && values.includes(field.value)); continue; }
    if (!values) continue;
    const place = taken[field.name] || 0;
    taken[field.name] = place + 1;
    if (values[place] !== undefined) field.value = values[place];
  }
}
function restore(form) {
  if (form.dataset.keepReady) return;
  form.dataset.keepReady = "1";
  const kept = localStorage.getItem(keyOf(form));
  if (!kept || kept === JSON.stringify(read(form))) return;
  write(form, JSON.parse(kept));
  const note = document.createElement("p");
  note.className = "note warm small";
  note.setAttribute("role", "status");
  note.append(form.dataset.keepSaid + " ");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "link";
  drop.textContent = form.dataset.keepDrop;
  drop.addEventListener("click", () => { localStorage.removeItem(keyOf(form)); form.reset(); note.remove(); });
  note.append(drop);
  form.prepend(note);
}
function restoreAll() { for (const form of document.querySelectorAll("form[data-keep]")) restore(form); }

// The page after a registered form carries a message of success: only then is the copy thrown away.
const pending = sessionStorage.getItem(pendingKey);
if (pending && document.querySelector("#messages .success")) localStorage.removeItem(pending);
if (pending && user) sessionStorage.removeItem(pendingKey);

// Signing out leaves nothing of this person on the machine; what a session still has to send is not thrown away unasked.
const roomPrefix = `gabinete-sala:${user}:`;
function ownKeys() { return Object.keys(localStorage).filter((key) => key.startsWith(prefix) || key.startsWith(roomPrefix)); }
function unsent() {
  const queues = ownKeys().filter((key) => /^gabinete-sala:\d+:\d+$/.test(key));
  return queues.reduce((total, key) => total + JSON.parse(localStorage.getItem(key)).length, 0);
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || !unsent() || window.confirm(form.dataset.unsent.replace("%s", unsent()))) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) localStorage.setItem(keyOf(form), JSON.stringify(read(form)));
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) { localStorage.setItem(keyOf(form), JSON.stringify(read(form))); sessionStorage.setItem(pendingKey, keyOf(form)); }
  if (event.target.matches("[data-sign-out]")) { for (const key of ownKeys()) localStorage.removeItem(key); forget(); }
});
document.addEventListener("gabinete:form", restoreAll);
restoreAll();

// Of the pages kept for when there is no network, only one's own and of today stay.
if (able) forget(async (name) => name.startsWith(`${PREFIX}${user}:`) && Date.now() - (await keptAt(name)) < LASTS);
