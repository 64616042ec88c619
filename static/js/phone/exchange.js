// The three calls between a courier's phone and the server (docs/field_sync.md).

const LONGEST_MS = 20_000; // a network that does not answer is none

/** @typedef {import("./queue.js").Item} Item */
/** @typedef {{ id: string, outcome: "done" | "refused" | "held", code: string | null, words: string, next: string | null, to_read: boolean }} Outcome */

/** The server answered, and not with what was asked for. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code */
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/** @returns {Promise<import("./day.js").Day>} */
export const fetchDay = () => call("/courier/sync");

/** @param {Item[]} items @param {string} csrf @returns {Promise<Outcome[]>} of those that were worked */
export const sendItems = async (items, csrf) => (await call("/courier/sync/items", letter(items), csrf)).outcomes;

/** From a phone that is shut out: once more, then never again. @param {Item[]} items @returns {Promise<Outcome[]>} */
export const sendLast = async (items) => (await call("/courier/sync/last", letter(items))).outcomes;

/** @param {Item[]} items @returns {RequestInit} */
function letter(items) {
  return { method: "POST", body: JSON.stringify({ items, phone_now: new Date().toISOString() }) };
}

/** Rejects with Refusal, or otherwise without a network. @param {string} address @param {RequestInit} [how] @param {string} [csrf] */
async function call(address, how, csrf = "") {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf };
  const signal = AbortSignal.timeout(LONGEST_MS);
  const answer = await fetch(address, { headers, signal, cache: "no-store", ...how });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, said.code ?? "");
  return said;
}
