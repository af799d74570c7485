// How each seat was keyed last, until the list says it: whoever types fast is not told that somebody else did.

import { onQueue, waiting } from "./queue.js";
import { onParts } from "./parts.js";

const keyed = new Map();

export const keyedOf = (seat) => keyed.get(seat);
export function keySeat(seat, quality) { keyed.set(seat, quality === "remote" ? "holder" : quality); }

const waits = (seat) => waiting().some((entry) => entry.state === "waiting" && entry.fields.seat === seat);
onQueue((entries) => { for (const entry of entries) if (entry.fields.seat && entry.state !== "waiting") keyed.delete(entry.fields.seat); });
onParts({ after(changed) { for (const part of changed) { const seat = part.querySelector("summary[data-seat]")?.dataset.seat; if (seat && !waits(seat)) keyed.delete(seat); } } });
