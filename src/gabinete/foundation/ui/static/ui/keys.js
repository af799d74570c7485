// Keyboard: / searches, g and a letter goes, j and k walk a list, ? explains. Never while somebody is typing.

let waiting = false;
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function walk(step) {
  const rows = [...document.querySelectorAll("[data-rows] > tr, [data-rows] > li")];
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.classList.contains("is-here"));
  const next = Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[here]?.classList.remove("is-here");
  rows[next].classList.add("is-here");
  rows[next].querySelector("a")?.focus();
}

function go(letter) {
  const link = document.querySelector(`[data-key="${letter}"]`);
  if (link) window.location.assign(link.href);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.getElementById("search");
  if (event.key === "Escape" && event.target === search) { document.getElementById("suggestions")?.replaceChildren(); search.blur(); return; }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (waiting) { waiting = false; go(event.key); return; }
  if (event.key === "/" && search) { search.focus(); search.select(); event.preventDefault(); }
  else if (event.key === "g") { waiting = true; setTimeout(() => { waiting = false; }, 1200); }
  else if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
});
