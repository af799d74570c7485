// The review of minutes from the keyboard: J K move, E edits, X drops, A adds, Ctrl+Enter registers.
// Without this file every card is still a form with its own button.

const cards = () => [...document.querySelectorAll("#cards .draft")];
const here = () => document.querySelector("#cards .draft.now");
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const pane = document.getElementById("minutes-text");
const add = document.getElementById("add");
let afterG = false;

function show(card, { focus = true, text = true } = {}) {
  if (!card) return;
  for (const other of cards()) other.classList.toggle("now", other === card);
  let first = null;
  for (const mark of pane.querySelectorAll("mark")) {
    const mine = mark.dataset.drafts.split(" ").includes(card.dataset.draft);
    mark.classList.toggle("now", mine);
    first ??= mine ? mark : null;
  }
  if (text && first) pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  if (focus) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
}

function walk(step) {
  const all = cards();
  const at = all.indexOf(here());
  show(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
}

// The text counts characters as people do (code points); the browser counts halves of the rarer ones.
const length = (text) => Array.from(text).length;

function offsetOf(node, offset) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!line) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return Number(line.dataset.start) + length(before.toString());
}

function selected() {
  const chosen = document.getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !pane.contains(chosen.anchorNode) || !pane.contains(chosen.focusNode)) return null;
  const range = chosen.getRangeAt(0);
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start !== null && end !== null && end > start ? [start, end] : null;
}

function fillAdd() {
  const place = selected();
  document.getElementById("add-start").value = place ? place[0] : "";
  document.getElementById("add-end").value = place ? place[1] : "";
  const said = document.getElementById("add-said");
  said.textContent = place ? said.dataset.selected : "";
}

// What is being typed is saved before anything else is asked.
function settled() {
  const field = document.activeElement;
  if (field && typing(field)) field.blur();
  return new Promise((resolve) => {
    const wait = () => (document.querySelector(".draft-form.htmx-request") ? setTimeout(wait, 60) : resolve());
    setTimeout(wait, 30);
  });
}

async function register() {
  await settled();
  if (!document.querySelector("#cards .draft .error")) document.getElementById("confirm").requestSubmit();
}

document.addEventListener("selectionchange", fillAdd);
document.addEventListener("focusin", (event) => {
  const card = event.target.closest("#cards .draft");
  if (card && card !== here()) show(card, { focus: false });
});
pane.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !document.getSelection().isCollapsed) return;
  event.preventDefault();
  show(document.getElementById(`borrador-${mark.dataset.drafts.split(" ")[0]}`), { text: false });
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); register(); return; }
  if (event.key === "Escape" && typing(event.target)) { const card = event.target.closest(".draft"); event.target.blur(); show(card); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  // «g a» goes to the matters: the letter after g belongs to the shell.
  if (key === "g") { afterG = true; setTimeout(() => { afterG = false; }, 1200); return; }
  if (afterG) { afterG = false; return; }
  if (key === "j") walk(1);
  else if (key === "k") walk(-1);
  else if (key === "e") { const field = here()?.querySelector(".draft-text"); if (field) { field.focus(); event.preventDefault(); } }
  else if (key === "x") here()?.querySelector("form.drop button, form.restore button")?.click();
  else if (key === "a") { fillAdd(); add.requestSubmit(); }
});

// Enter in a field of one line saves the card; it never leaves the page.
document.addEventListener("submit", (event) => { if (event.target.matches(".draft-form")) event.preventDefault(); }, true);

document.body.addEventListener("htmx:afterSettle", (event) => {
  for (const hidden of document.querySelectorAll("[data-version-of]")) {
    const current = document.getElementById(`draft-${hidden.dataset.versionOf}-version`);
    if (current) hidden.value = current.value;
  }
  const dropped = new Set([...document.querySelectorAll(".draft.dropped")].map((card) => card.dataset.draft));
  for (const mark of pane.querySelectorAll("mark")) mark.classList.toggle("off", mark.dataset.drafts.split(" ").every((id) => dropped.has(id)));
  if (event.target.matches?.(".draft")) show(document.getElementById(event.target.id));
});

// What was saved needs no copy in this browser; what an expired session stopped keeps its own (ui/keep.js).
document.body.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (form.matches?.(".draft-form") && event.detail.successful) localStorage.removeItem(`gabinete:${document.body.dataset.user}:${form.dataset.keep}`);
});

const named = location.hash.startsWith("#borrador-") ? document.getElementById(location.hash.slice(1)) : null;
show(named ?? cards()[0], { focus: Boolean(named) });
