// The parts of the page that follow the session. The server writes what changed; it is put in its place, and what did
// not change is neither sent nor touched, so that nobody loses their place while they type.

const FLEETING = / (?:name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|data-(?:now|stamp)="[^"]*")/g;
// A running timer is kept going here; where it stood when the server wrote it is no change.
const TICKING = /class="timer[^"]*"><progress [^>]*(data-started="\d+")[^>]*><\/progress><span[^>]*>[^<]*<\/span>/g;
const PARTS = "[data-part]";
const LONGEST = 6000; // Characters of a header that every proxy lets through.
const seen = new Map();
const listeners = [];

const bare = (node) => node.outerHTML.replace(FLEETING, "").replace(TICKING, "$1");
export function onParts(listener) { listeners.push(listener); }

function remember(root) { for (const part of root.querySelectorAll(PARTS)) seen.set(part.dataset.part, bare(part)); }

// A part that shows something the server has not said is asked for again, even if nothing changed in it.
export function doubt(part) { if (part?.dataset.stamp) { delete part.dataset.stamp; seen.delete(part.dataset.part); } }

function held() {
  const stamps = [...document.querySelectorAll("[data-stamp]")].map((part) => part.dataset.stamp).join(" ");
  return stamps.length > LONGEST || !stamps ? "all" : stamps;
}

const QUOTED = ["data-seat", "data-value", "data-ballot", "data-key", "data-seat-key", "name"];
function nameOf(active) {
  if (active.id) return `#${CSS.escape(active.id)}`;
  const tag = active.localName;
  const voter = active.closest("[data-voter]");
  const found = QUOTED.map((name) => [name, active.getAttribute(name)]).filter(([, value]) => value);
  if (!found.length && tag !== "summary") return null;
  return `${voter ? `[data-voter="${voter.dataset.voter}"] ` : ""}${tag}${found.map(([name, value]) => `[${name}="${CSS.escape(value)}"]`).join("")}`;
}

// Where the cursor is, and which parts are unfolded, survive the change.
function place(node) {
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  const name = active && nameOf(active);
  const open = [...node.querySelectorAll("details")].map((one) => one.open);
  const hidden = node.hidden;
  return (fresh) => {
    const folds = fresh.querySelectorAll("details");
    if (folds.length === open.length) folds.forEach((one, i) => { one.open = open[i]; });
    if (node.matches("[data-point]")) fresh.hidden = hidden;
    if (name) fresh.querySelector(name)?.focus({ preventScroll: true });
  };
}

// Somebody who signed in again writes with another token: what was not written again carries it too.
function renew(page) {
  const token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (token) for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
}

function swap(old, fresh) {
  const restore = place(old);
  for (const listener of listeners) listener.before?.(old, fresh);
  old.replaceWith(fresh);
  restore(fresh);
}

function put(page) {
  const changed = [];
  renew(page);
  const there = new Map([...document.querySelectorAll(PARTS)].map((part) => [part.dataset.part, part]));
  for (const name of (page.body.dataset.kept || "").split(" ")) there.delete(name);
  for (const part of page.querySelectorAll(PARTS)) {
    const name = part.dataset.part;
    const html = bare(part);
    const old = there.get(name);
    there.delete(name);
    if (old && seen.get(name) === html) { if (part.dataset.stamp) old.dataset.stamp = part.dataset.stamp; continue; }
    seen.set(name, html);
    const fresh = document.importNode(part, true);
    if (old) swap(old, fresh);
    else document.querySelector(`[data-parts="${name.replace(/-\d+$/, "s")}"]`)?.append(fresh);
    changed.push(fresh);
  }
  for (const [name, part] of there) if (/^(?:point|seat)-/.test(name)) { part.remove(); seen.delete(name); }
  return changed;
}

// Returns what went wrong («expired», «offline») or nothing.
export async function refresh() {
  let answer;
  try {
    answer = await fetch(location.href, { headers: { "X-Parts": held() }, cache: "no-store" });
  } catch { return "offline"; }
  if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return "expired";
  if (answer.status === 401 || answer.status === 403) return "expired";
  // What this page showed is no longer there to be shown: the server says it in its own words.
  if (answer.status === 404) location.reload();
  if (!answer.ok) return "offline";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const changed = put(page);
  for (const listener of listeners) listener.after?.(changed, page);
  return "";
}

remember(document);
