// The parts of the page that follow the session. The server writes the page; what changed in it is put in its place,
// and what did not change is not touched, so that nobody loses their place while they type.

const FLEETING = / (?:name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|data-now="[^"]*")/g;
const PARTS = "[data-part]";
const seen = new Map();
const listeners = [];

const bare = (node) => node.outerHTML.replace(FLEETING, "");
export function onParts(listener) { listeners.push(listener); }

function remember(root) { for (const part of root.querySelectorAll(PARTS)) seen.set(part.dataset.part, bare(part)); }

// Where the cursor is, and which parts are unfolded, survive the change.
function place(node) {
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  const name = active && (active.id ? `#${CSS.escape(active.id)}` : active.matches("summary") ? `summary${active.dataset.seat ? `[data-seat="${active.dataset.seat}"]` : ""}` : null);
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

function put(page) {
  const changed = [];
  renew(page);
  const there = new Map([...document.querySelectorAll(PARTS)].map((part) => [part.dataset.part, part]));
  for (const part of page.querySelectorAll(PARTS)) {
    const name = part.dataset.part;
    const html = bare(part);
    const old = there.get(name);
    there.delete(name);
    if (old && seen.get(name) === html) continue;
    seen.set(name, html);
    const fresh = document.importNode(part, true);
    if (!old) { document.querySelector(`[data-parts="${name.replace(/-\d+$/, "s")}"]`)?.append(fresh); changed.push(fresh); continue; }
    const restore = place(old);
    for (const listener of listeners) listener.before?.(old, fresh);
    old.replaceWith(fresh);
    restore(fresh);
    changed.push(fresh);
  }
  for (const [name, part] of there) if (/^(?:point|seat)-/.test(name)) { part.remove(); seen.delete(name); }
  return changed;
}

// Returns what went wrong («expired», «offline») or nothing.
export async function refresh() {
  let answer;
  try {
    answer = await fetch(location.href, { headers: { "X-Parts": "1" }, cache: "no-store" });
  } catch { return "offline"; }
  if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return "expired";
  if (answer.status === 401 || answer.status === 403) return "expired";
  if (!answer.ok) return "offline";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const changed = put(page);
  for (const listener of listeners) listener.after?.(changed, page);
  return "";
}

remember(document);
