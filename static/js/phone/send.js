// Sends what is unsent and fetches her day. One tab at a time, so nothing is sent twice at once.
import { changed, forgetChange } from "./changed.js";
import { keepDay, keptDay } from "./day.js";
import { Refusal, fetchDay, sendItems, sendLast } from "./exchange.js";
import { entries, forgetDone, itemOf, keepOutcome } from "./queue.js";
import { forget, unsentCount } from "./store.js";
import { givenPin, openByServer } from "./vault.js";
import { wipe } from "./wipe.js";

const FRESH_MS = 5 * 60_000;
const AT_ONCE = 50;
const LONGEST = 200_000; // bytes of one letter

/** @typedef {import("./queue.js").Entry} Entry */

/** Answers after which this phone may keep nothing. */
const SHUT_OUT = new Set(["phone_revoked", "courier_stopped"]);

/**
 * Rejects without a network and when the server refuses.
 * @param {CryptoKey} [key] when the PIN was typed
 * @param {boolean} [always] also when nothing is unsent and the day is new
 * @returns {Promise<boolean>} whether there was anything to ask the server
 */
export async function exchange(key, always = false) {
  return navigator.locks.request("yibao phone sends", async () => {
    if (!always && !(await isDue())) return false;
    try {
      await round();
      return true;
    } catch (error) {
      if (error instanceof Refusal && SHUT_OUT.has(error.code)) await leave(key);
      throw error;
    }
  });
}

async function isDue() {
  const day = await keptDay();
  const age = day?.lang === document.documentElement.lang ? Date.now() + day.ahead - day.heardAt : Infinity;
  return age > FRESH_MS || changed() !== null || Boolean(await givenPin()) || (await unsentCount()) > 0;
}

async function round() {
  const change = changed();
  const day = await fetchDay();
  const key = await openByServer(day.courier.no, bytesOf(day.unlock));
  const sent = await sendAll(key, (items) => sendItems(items, day.csrf));
  const known = (await entries(key)).filter(({ state }) => state === "done");
  await keepDay(key, sent ? await fetchDay() : day);
  forgetChange(change);
  await forgetDone(known);
}

/** @param {CryptoKey} key @param {typeof sendLast} send @returns {Promise<number>} how many */
async function sendAll(key, send) {
  const unsent = (await entries(key)).filter(({ state }) => state === "unsent");
  for (const letter of letters(unsent)) {
    const outcomes = await send(letter.map(itemOf));
    for (const outcome of outcomes) {
      const entry = letter.find(({ id }) => id === outcome.id);
      if (entry) await keepOutcome(key, entry, outcome);
    }
  }
  return unsent.length;
}

/** @param {Entry[]} unsent @returns {Entry[][]} */
function letters(unsent) {
  /** @type {Entry[][]} */
  const all = [];
  let length = LONGEST;
  for (const entry of unsent) {
    const own = new TextEncoder().encode(JSON.stringify(itemOf(entry))).length;
    const last = all.at(-1);
    if (last && last.length < AT_ONCE && length + own <= LONGEST) last.push(entry);
    else all.push([entry]);
    length = all.at(-1)?.length === 1 ? own : length + own;
  }
  return all;
}

/** This phone is shut out: what is unsent is handed in once more, which needs the PIN; then all goes. @param {CryptoKey} [key] */
async function leave(key) {
  if (key && (await unsentCount())) await sendAll(key, sendLast);
  if (await unsentCount()) await forget("day");
  else await wipe();
}

/** @param {string} base64 */
const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
