// An agreement as it is typed: «@» offers who answers, «#» writes the term out, and the screen says what it understood.

import { officeNow } from "./clockwork.js";
import { submit } from "./forms.js";
import { onParts } from "./parts.js";

const words = document.getElementById("words").dataset;
const read = document.getElementById("room").dataset.read;
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const units = [...document.querySelectorAll("#units option")].map((option) => ({ text: option.value, folded: fold(option.value) }));
const WAIT = 350;
let clock = 0;

function asked(field) {
  const before = field.value.slice(0, field.selectionStart);
  const found = /([@#])([^@#\n]*)$/u.exec(before);
  if (!found || found[2].length > 40 || (found[2].includes(" ") && found[1] === "#")) return null;
  return { mark: found[1], typed: found[2], at: found.index };
}

function longDay(day, month, year) { return new Intl.DateTimeFormat("es-MX", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day)); }
function terms(typed) {
  const date = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(typed);
  if (date) {
    const now = new Date(officeNow());
    const month = Number(date[2]);
    const year = Number(date[3]) || now.getFullYear() + (month < now.getMonth() + 1 ? 1 : 0);
    return month >= 1 && month <= 12 ? [words.on.replace("%s", longDay(Number(date[1]), month, year))] : [];
  }
  if (/^\d{1,3}$/.test(typed)) return [words.business, words.calendar, words.months].map((form) => form.replace("%s", typed));
  if (typed) return [];
  return [...[5, 10, 15, 30].map((n) => words.business.replace("%s", n)), words.next];
}
function offered(question) {
  if (question.mark === "#") return terms(question.typed).map((text) => ({ text, insert: text }));
  const wanted = fold(question.typed).trim();
  const found = units.filter((unit) => unit.folded.includes(wanted));
  found.sort((a, b) => Number(b.folded.startsWith(wanted)) - Number(a.folded.startsWith(wanted)));
  return found.slice(0, 6).map((unit) => ({ text: unit.text, insert: `@${unit.text.split(" · ")[0]}` }));
}

const listOf = (field) => field.form.querySelector(".options");
function close(field) { const list = listOf(field); list.hidden = true; list.replaceChildren(); field.removeAttribute("aria-activedescendant"); field.removeAttribute("aria-controls"); }
function open(field) {
  const question = asked(field);
  const choices = question ? offered(question) : [];
  if (!choices.length) { close(field); return; }
  const list = listOf(field);
  list.replaceChildren(...choices.map((choice, i) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${i}`;
    item.setAttribute("role", "option");
    item.textContent = choice.text;
    item.dataset.insert = choice.insert;
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(field, item); });
    return item;
  }));
  list.hidden = false;
  field.setAttribute("aria-controls", list.id);
  point(field, 0);
}
function point(field, by) {
  const items = [...listOf(field).children];
  const at = Math.max(0, items.findIndex((item) => item.getAttribute("aria-selected") === "true"));
  const next = items[(at + by + items.length) % items.length];
  for (const item of items) item.setAttribute("aria-selected", String(item === next));
  field.setAttribute("aria-activedescendant", next.id);
}
function take(field, item) {
  const question = asked(field);
  if (!question) return;
  field.setRangeText(`${item.dataset.insert} `, question.at, field.selectionStart, "end");
  close(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What was being offered is offered again when the page is written anew: the key that takes it may be on its way.
const chosenIn = (list) => [...list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");
let left = -1;
onParts({
  before(old) { const list = old.querySelector(".options:not([hidden])"); if (list) left = chosenIn(list); },
  after() {
    const at = left;
    left = -1;
    // After the place of the cursor is back (texts.js).
    if (at >= 0) queueMicrotask(() => { const field = document.activeElement; if (field?.matches("[data-capture]")) { open(field); if (!listOf(field).hidden) point(field, at); } });
  },
});

// The page may be written again meanwhile: the same field is looked for in the new one.
const live = (field) => (field.isConnected ? field : document.getElementById(field.id));
async function understand(typed) {
  let field = typed;
  let heard = field.form.querySelector(".heard");
  heard.dataset.help ??= heard.innerHTML;
  const body = new URLSearchParams({ point: field.form.elements.point.value, text: field.value, wall: "1", csrfmiddlewaretoken: field.form.elements.csrfmiddlewaretoken.value });
  const asking = field.value;
  try {
    const answer = await fetch(read, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    field = live(field);
    if (field?.value !== asking) return;
    heard = field.form.querySelector(".heard");
    if (asking.trim()) heard.replaceChildren(...told.childNodes);
    else heard.innerHTML = heard.dataset.help;
  } catch { if (asking.trim()) heard.textContent = words.readLater; }
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-capture]")) return;
  open(field);
  clearTimeout(clock);
  clock = setTimeout(() => { if (live(field)) understand(live(field)); }, WAIT);
});
document.addEventListener("focusout", (event) => { if (event.target.matches?.("[data-capture]")) close(event.target); });
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-capture]") || event.isComposing) return;
  const list = listOf(field);
  const chosen = list.querySelector("[aria-selected=true]");
  if (!list.hidden && chosen) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { point(field, event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); return; }
    if (event.key === "Enter" || event.key === "Tab") { take(field, chosen); event.preventDefault(); return; }
    if (event.key === "Escape") { close(field); event.preventDefault(); event.stopPropagation(); return; }
  }
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); if (field.value.trim()) submit(field.form); }
}, true);
