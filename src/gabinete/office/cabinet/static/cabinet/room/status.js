// What is still to be sent, said calmly; what could not be written, with its reason; two texts, side by side.

import { officeNow } from "./clockwork.js";
import { again, drop, keep, lately, onQueue, waiting } from "./queue.js";
import { onPulse } from "./pulse.js";
import { rebase } from "./texts.js";

const words = document.getElementById("words").dataset;
const box = document.getElementById("queue");
const conflicts = document.getElementById("conflicts");
let network = "";

function line(text, name = "p") { const node = document.createElement(name); node.textContent = text; return node; }
function button(text, press) {
  const node = line(text, "button");
  node.type = "button";
  node.className = "btn small";
  node.addEventListener("click", press);
  return node;
}
export const sayOf = (entry) => (entry.fields.do === "agreement" ? `«${entry.fields.text}»` : entry.fields.do === "text" && entry.fields.text ? `${entry.say}: «${entry.fields.text.slice(0, 120)}»` : entry.say);

function saved(pending, trouble) {
  const node = document.getElementById("saved");
  if (!node) return;
  const said = pending.length === 1 ? words.one : words.many.replace("%s", pending.length);
  node.textContent = pending.length ? said : words.saved;
  node.classList.toggle("waits", pending.length > 0 || Boolean(trouble));
}

// By the office's clock, whatever this machine's says.
function hourKept() {
  const at = officeNow() - Date.now() + Number(document.body.dataset.keptAt);
  return new Intl.DateTimeFormat("es-MX", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "America/Hermosillo" }).format(at);
}

function draw() {
  const trouble = lately() || network;
  const pending = waiting().filter((entry) => entry.state === "waiting");
  const refused = waiting().filter((entry) => entry.state === "refused");
  saved(pending, trouble);
  const shown = [];
  if (trouble === "expired") {
    const enter = line(words.enter, "a");
    enter.href = `/cuenta/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
    const said = line(`${words.expired} `);
    said.append(enter);
    shown.push(said);
  } else if (document.body.dataset.keptAt) shown.push(line(words.kept.replace("%s", hourKept())));
  else if (trouble === "full") shown.push(line(words.full));
  else if (trouble) shown.push(line(words.offline));
  if (trouble && pending.length) {
    shown.push(line(pending.length === 1 ? words.one : words.many.replace("%s", pending.length)));
    const list = document.createElement("ul");
    for (const entry of pending) list.append(line(sayOf(entry), "li"));
    shown.push(list);
  }
  for (const entry of refused) {
    const said = document.createElement("div");
    said.className = "refused";
    said.append(line(`${words.refused} ${sayOf(entry)}`), line(entry.error), button(words.again, () => again(entry)), button(words.drop, () => drop(entry)));
    shown.push(said);
  }
  const key = shown.map((node) => node.textContent).join("|");
  if (box.dataset.key !== key) { box.dataset.key = key; box.replaceChildren(...shown); }
  box.hidden = shown.length === 0;
  drawConflicts();
}

function valueOf(entry) { return entry.fields.do === "text" ? entry.fields.text : named(entry, entry.fields.outcome ?? entry.fields.quality); }
function named(entry, value) {
  const place = entry.fields.seat ? `[data-part="seat-${entry.fields.seat}"] [name=quality][value="${value}"]` : `[data-point="${entry.fields.point}"] [data-value="${value}"]`;
  const control = value ? document.querySelector(place) : null;
  return (control ? control.dataset.said || control.firstChild.textContent.trim() : value) || words.empty;
}

function drawConflicts() {
  const open = waiting().filter((entry) => entry.state === "conflict");
  const key = open.map((entry) => entry.once).join();
  if (conflicts.dataset.key === key) return;
  conflicts.dataset.key = key;
  conflicts.replaceChildren(...open.map((entry) => {
    const node = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
    const isText = entry.fields.do === "text";
    node.querySelector("[data-title]").textContent = entry.say;
    if (entry.error) node.querySelector("[data-why]").textContent = entry.error;
    node.querySelector("[data-mine]").textContent = valueOf(entry) || words.empty;
    node.querySelector("[data-theirs]").textContent = (isText ? entry.current : named(entry, entry.current)) || words.empty;
    node.querySelector('[data-choose="both"]').hidden = !isText;
    node.addEventListener("click", (event) => { const choice = event.target.dataset.choose; if (choice) choose(entry, choice); });
    return node;
  }));
}

function choose(entry, choice) {
  drop(entry);
  const { current } = entry;
  if (entry.fields.do === "text") {
    const text = choice === "theirs" ? current : choice === "mine" ? entry.fields.text : `${current}\n${entry.fields.text}`;
    rebase(entry.fields.point, entry.fields.field, current, text);
  }
  if (choice === "theirs") return;
  const text = choice === "both" ? `${current}\n${entry.fields.text}` : entry.fields.text;
  keep({ ...entry.fields, ...(entry.fields.do === "text" ? { text } : {}), seen: current }, entry.say);
}

onQueue(draw);
onPulse((trouble) => { network = trouble; draw(); });
draw();
