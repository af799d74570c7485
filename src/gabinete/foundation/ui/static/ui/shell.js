// Small courtesies of the shell. Every page also works without them.

const dialog = document.getElementById("dialog");

// A form asked for as a part opens in the dialog; the same address is a whole page when opened on its own.
document.addEventListener("htmx:afterSwap", (event) => {
  if (dialog && event.detail.target.id === "dialog-body" && !dialog.open) {
    dialog.showModal();
    document.dispatchEvent(new CustomEvent("gabinete:form"));
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  const around = button?.closest("dialog");
  if (around) { around.close(); event.preventDefault(); }
  const printer = event.target.closest("[data-print]");
  if (printer) window.print();
  const opener = event.target.closest("[data-open]");
  if (opener) { document.getElementById(opener.dataset.open)?.showModal(); event.preventDefault(); }
  const who = document.querySelector(".who[open]");
  if (who && !who.contains(event.target)) who.open = false;
  const suggestions = document.getElementById("suggestions");
  if (suggestions && !event.target.closest(".search")) suggestions.replaceChildren();
});

// One sending is enough; coming back with the browser's arrow frees the button again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  setTimeout(() => { for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true; }, 0);
});
window.addEventListener("pageshow", () => { for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false; });

// A filter that changes asks for its list without another click.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});

// A list that fails to arrive says so instead of staying silent.
document.addEventListener("htmx:sendError", () => {
  const place = document.getElementById("messages");
  const note = document.createElement("div");
  note.className = "message error";
  note.textContent = document.body.dataset.offline;
  place?.replaceChildren(note);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
