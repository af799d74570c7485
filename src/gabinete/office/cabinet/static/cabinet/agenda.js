// The order of the day by drag and by keyboard. Without this file the arrows of each point are still buttons.

const list = () => document.querySelector("#agenda-points .points");
const rows = () => [...(list()?.querySelectorAll("li[data-point]") ?? [])];
let dragged = null;
let goBackTo = null;

function dress() {
  for (const row of rows()) if (row.querySelector("[data-move]")) { row.draggable = true; row.tabIndex = 0; }
}

// The form of the point does the moving: its own buttons, or one made for the place where it was dropped.
function move(row, to) {
  const form = row.querySelector("[data-move]");
  if (!form || to < 1 || to > rows().length || to === Number(row.dataset.place)) return;
  goBackTo = row.dataset.point;
  const button = document.createElement("button");
  Object.assign(button, { name: "to", value: String(to), hidden: true });
  form.append(button);
  button.click(); // htmx takes the value of the button that was pressed
  setTimeout(() => button.remove(), 0);
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("li[data-point]");
  if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  move(row, Number(row.dataset.place) + (event.key === "ArrowUp" ? -1 : 1));
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-move]");
  if (form) goBackTo = form.closest("li").dataset.point;
}, true);

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("li[data-point]");
  if (!dragged) return;
  dragged.classList.add("dragging");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.point);
});
const clear = () => { for (const row of rows()) row.classList.remove("dragging", "over", "after"); };
const below = (row, y) => { const box = row.getBoundingClientRect(); return y > box.top + box.height / 2; };
document.addEventListener("dragover", (event) => {
  const row = event.target.closest?.("li[data-point]");
  if (!dragged || !row) return;
  event.preventDefault();
  for (const other of rows()) other.classList.toggle("over", other === row && row !== dragged);
  row.classList.toggle("after", below(row, event.clientY));
});
document.addEventListener("drop", (event) => {
  const row = event.target.closest?.("li[data-point]");
  if (!dragged || !row) return;
  event.preventDefault();
  const from = Number(dragged.dataset.place);
  let to = Number(row.dataset.place) + (below(row, event.clientY) ? 1 : 0);
  if (from < to) to -= 1;
  move(dragged, to);
});
document.addEventListener("dragend", () => { clear(); dragged = null; });

// The moved point keeps the focus, and its new place is said aloud.
document.addEventListener("htmx:afterSwap", (event) => {
  const place = document.getElementById("agenda-points");
  if (!place || !(event.detail.target.id === "agenda-points" || event.target.id === "agenda-points")) return;
  dress();
  if (goBackTo) document.getElementById(`punto-${goBackTo}`)?.focus();
  goBackTo = null;
  const said = document.getElementById("agenda-said");
  if (said) said.textContent = place.dataset.said;
  add();
});

function add() {
  const quick = document.querySelector("[data-quick]");
  const place = document.getElementById("agenda-points");
  if (!quick || !place) return;
  const more = Number.parseInt(quick.querySelector("[data-minutes]").value, 10) || 0;
  const sum = Number(place.dataset.sum) + more;
  quick.querySelector("[data-live]").textContent = quick.dataset.with.replace("{sum}", sum).replace("{length}", place.dataset.length);
}
document.addEventListener("input", (event) => { if (event.target.matches("[data-minutes]")) add(); });

dress();
add();
