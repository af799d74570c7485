// The rows of a vote: who is in the room, or voted before leaving it. The server writes what was cast; the rows are
// copied from one model when somebody looks at the point, so that twenty points do not carry twenty-five rows each.

import { onParts } from "./parts.js";
import { onView, panel } from "./view.js";

const model = document.getElementById("ballot");

function cast(votes) { return new Map(votes.dataset.cast.trim().split(" ").filter(Boolean).map((one) => one.split("-"))); }

function row(seat, ballot) {
  const item = model.content.firstElementChild.cloneNode(true);
  item.dataset.voter = seat.dataset.seat;
  item.querySelector("[data-who]").textContent = seat.dataset.acronym;
  if (!seat.hasAttribute("data-chair")) item.querySelector("[data-presides]").remove();
  for (const button of item.querySelectorAll("button")) {
    const pressed = button.dataset.ballot === ballot;
    button.name = `seat-${seat.dataset.seat}`;
    button.value = pressed ? "" : button.dataset.ballot;
    button.setAttribute("aria-pressed", String(pressed));
  }
  return item;
}

function write(point) {
  const votes = point?.querySelector(".votes");
  if (!votes) return;
  const ballots = cast(votes);
  const seats = [...document.querySelectorAll(".seat summary[data-seat]")].filter((seat) => seat.closest(".seat.in") || ballots.has(seat.dataset.seat));
  const list = votes.querySelector(".ballots");
  const key = seats.map((seat) => `${seat.dataset.seat}${ballots.get(seat.dataset.seat) || ""}`).join();
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const active = list.contains(document.activeElement) ? document.activeElement : null;
  const nobody = document.createElement("li");
  nobody.className = "muted small";
  nobody.textContent = model.dataset.nobody;
  const rows = seats.map((seat) => row(seat, ballots.get(seat.dataset.seat)));
  list.replaceChildren(...(rows.length ? rows : [nobody]));
  if (active) list.querySelector(`[name="${CSS.escape(active.name)}"][data-ballot="${CSS.escape(active.dataset.ballot)}"]`)?.focus({ preventScroll: true });
}

if (model) {
  onView(() => write(panel()));
  // Before it takes its place, so that the cursor finds where it was; and after, when somebody came or went.
  onParts({ before(old, fresh) { if (old === panel()) write(fresh); }, after() { write(panel()); } });
  write(panel());
}
