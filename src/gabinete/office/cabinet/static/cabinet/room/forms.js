// Every form of the room is an entry: kept first, sent after. Without this file each is an ordinary form.

import { keep, onQueue, waiting } from "./queue.js";
import { keyedOf, keySeat } from "./keyed.js";
import { doubt, onParts } from "./parts.js";
import { emptied, flushAll } from "./texts.js";
import { view } from "./view.js";

const words = document.getElementById("words").dataset;
const ALONE = new Set(["text"]);

export function submit(form, submitter) {
  flushAll();
  const data = new FormData(form, submitter || undefined);
  const fields = {};
  for (const [name, value] of data) if (!["csrfmiddlewaretoken", "once"].includes(name)) fields[name] = value;
  const seat = form.closest(".seat")?.querySelector("summary[data-seat]")?.dataset.seat;
  if (fields.do === "seat") fields.seen = keyedOf(seat) ?? fields.seen;
  if (seat && ["seat", "strike"].includes(fields.do)) keySeat(seat, fields.quality ?? "");
  keep(fields, form.dataset.say);
  if (fields.do === "agreement") { const field = form.querySelector("[data-capture]"); field.value = ""; emptied(field); field.dispatchEvent(new Event("input", { bubbles: true })); field.focus(); }
  if (fields.do === "guest") { form.reset(); form.querySelector("input[name=name]").focus(); }
  if (fields.do === "start") view(fields.point);
  form.closest(".seat details")?.removeAttribute("open");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.op) return;
  event.preventDefault();
  if (ALONE.has(form.dataset.op)) { flushAll(); return; }
  submit(form, event.submitter);
});

// What waits is shown as it will be, and says that it waits.
function overlay() {
  for (const note of document.querySelectorAll(".not-yet")) note.remove();
  for (const { fields, state } of waiting()) {
    if (state !== "waiting") continue;
    if (fields.do === "outcome") {
      for (const button of document.querySelectorAll(`[data-point="${fields.point}"] [data-value]`)) button.setAttribute("aria-pressed", String(button.dataset.value === fields.outcome));
      const seen = document.querySelector(`[data-point="${fields.point}"] .outcomes input[name=seen]`);
      if (seen) seen.value = fields.outcome;
      doubt(document.querySelector(`[data-point="${fields.point}"]`));
    }
    const place = fields.seat ? document.querySelector(`[data-part="seat-${fields.seat}"] .when`) : fields.point && fields.do !== "agreement" ? document.querySelector(`[data-view="${fields.point}"] .what`) : null;
    if (place && !place.querySelector(".not-yet")) place.append(note(words.waiting));
    if (fields.do === "agreement") document.querySelector(`[data-point="${fields.point}"] .capture`)?.before(note(`${fields.text} · ${words.waiting}`, "p"));
  }
}
function note(text, name = "span") {
  const node = document.createElement(name);
  node.className = "not-yet small";
  node.textContent = ` ${text}`;
  return node;
}
let slow = 0;
onQueue(() => { clearTimeout(slow); slow = setTimeout(overlay, 250); });
onParts({ after: overlay });
overlay();
