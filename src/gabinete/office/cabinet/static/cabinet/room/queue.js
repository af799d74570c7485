// What is written down stays in this browser until the server says that it took it. Each entry carries a mark of its
// own, so that sending it twice writes it once; and how long ago it was, never the hour of this machine.

import { beat } from "./pulse.js";

const KEY = `gabinete-sala:${document.body.dataset.user}:${document.body.dataset.session}`;
const CLOSED = new Set([401, 419]);
const listeners = [];
let sending = false;
let trouble = "";
let pause = 0;

function load() { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; } }
let entries = load();

export const waiting = () => entries;
export const lately = () => trouble;
export function onQueue(listener) { listeners.push(listener); }
function tell() { for (const listener of listeners) listener(entries, trouble); }
function save() {
  try { localStorage.setItem(KEY, JSON.stringify(entries)); if (trouble === "full") trouble = ""; } catch { trouble = "full"; }
  tell();
}

// crypto.randomUUID asks for a secure address; an office's own network may not have one.
export function mark() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function keep(fields, say) {
  const entry = { once: mark(), fields, say, at: Date.now(), state: "waiting" };
  const same = fields.do === "text" && entries.find((one) => one.state === "waiting" && !one.sent && one.fields.do === "text" && one.fields.point === fields.point && one.fields.field === fields.field);
  if (same) { same.fields.text = fields.text; same.at = entry.at; } else entries.push(entry);
  save();
  send();
  return same || entry;
}
export function drop(entry) { entries = entries.filter((one) => one !== entry); save(); }
export function again(entry) { entry.state = "waiting"; entry.error = ""; save(); send(); }

function token() { return document.querySelector("input[name=csrfmiddlewaretoken]")?.value || ""; }

async function post(entry) {
  const body = new URLSearchParams({ ...entry.fields, once: entry.once, age: String(Math.max(0, Date.now() - entry.at)) });
  const headers = { "X-Room": "1", "X-CSRFToken": token() };
  return fetch(document.getElementById("room").dataset.entry, { method: "POST", body, headers, redirect: "manual" });
}

async function settle(entry, answer) {
  const known = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.ok && known) { entries = entries.filter((one) => one !== entry); return "done"; }
  if (answer.type === "opaqueredirect" || CLOSED.has(answer.status) || (answer.status === 403 && !known)) return "expired";
  if (!known || answer.status >= 500) return "offline";
  const told = await answer.json();
  entry.state = told.current === null || told.current === undefined ? "refused" : "conflict";
  entry.error = told.error;
  entry.current = told.current;
  entry.sent = false;
  return "done";
}

async function next() {
  const entry = entries.find((one) => one.state === "waiting");
  if (!entry) return false;
  entry.sent = true;
  let outcome = "offline";
  try { outcome = await settle(entry, await post(entry)); } catch { outcome = "offline"; }
  if (outcome !== "done") { entry.sent = false; trouble = outcome; pause = Math.min(pause ? pause * 2 : 1000, 15000); save(); if (outcome === "expired") await beat(true); return false; }
  trouble = "";
  pause = 0;
  save();
  return true;
}

// One tab of this browser sends at a time; without locks the marks still keep everything from being written twice.
export async function send() {
  if (sending) return;
  sending = true;
  const run = async () => {
    let any = false;
    while (await next()) any = true;
    return any;
  };
  const any = await (navigator.locks ? navigator.locks.request(KEY, run) : run());
  sending = false;
  if (any) await beat(true);
  if (entries.some((one) => one.state === "waiting")) setTimeout(send, pause || 500);
}

window.addEventListener("online", () => { pause = 0; send(); });
window.addEventListener("storage", (event) => { if (event.key === KEY) { entries = load(); tell(); } });
window.addEventListener("beforeunload", (event) => { if (trouble === "full" && entries.length) event.preventDefault(); });
for (const entry of entries) entry.sent = false;
