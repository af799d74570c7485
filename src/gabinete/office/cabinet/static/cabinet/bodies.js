// The members of a body from the keyboard: Enter goes to the next row and adds one at the end, Alt with the arrows moves
// it. Without this file the button sends the form and it comes back with more rows, and the numbers give the order.

const body = document.getElementById("seats");
const mould = document.getElementById("seat-row");
const count = document.querySelector("#body-form input[name=rows]");
const rows = () => [...body.querySelectorAll("tr")];

function add() {
  if (rows().length >= Number(body.dataset.max)) return null;
  const at = Number(count.value);
  const row = mould.content.firstElementChild.cloneNode(true);
  for (const field of row.querySelectorAll("[name]")) {
    field.name = field.name.replace(/-N$/, `-${at}`);
    if (field.type === "radio") field.value = String(at);
    field.setAttribute("aria-label", `${field.getAttribute("aria-label").trim()} ${rows().length + 1}`);
  }
  body.append(row);
  count.value = String(at + 1);
  renumber();
  return row;
}

function renumber() {
  rows().forEach((row, at) => { row.querySelector("[data-order]").value = String(at + 1); });
}

function shift(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row); else other.after(row);
  renumber();
}

// The posts of a unit are offered as soon as the unit is known.
function offer(row) {
  const acronym = row.querySelector("[data-unit]").value.split("·")[0].trim().toUpperCase();
  const list = [...document.querySelectorAll("datalist[data-unit]")].find((it) => it.dataset.unit.toUpperCase() === acronym);
  for (const field of row.querySelectorAll("[data-post]")) {
    if (list) field.setAttribute("list", list.id); else field.removeAttribute("list");
  }
}

document.getElementById("more-seats").addEventListener("click", (event) => {
  event.preventDefault();
  add()?.querySelector("[data-unit]").focus();
});
body.addEventListener("change", (event) => { if (event.target.matches("[data-unit]")) offer(event.target.closest("tr")); });
body.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    shift(row, event.key === "ArrowUp" ? -1 : 1);
    event.target.focus();
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    (row.nextElementSibling ?? add())?.querySelector("[data-unit]").focus();
  }
});
