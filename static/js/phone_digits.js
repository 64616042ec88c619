// The six digits that a courier reads aloud when a villager calls the office. The secret is given
// to this phone once and kept where no script can read it; the digits go on without a network.
import { keep, kept } from "./card_key.js";
import { fromBase64 } from "./live_code.js";
import { digitsAt, secretKey, STEP_S } from "./time_digits.js";

const KEPT = "digits";
const PATIENCE_MS = 5_000;
const LOCK = "yibao-digits"; // two tabs never ask for two secrets

/** @typedef {{ key: CryptoKey, ahead: number }} Digits `ahead`: seconds by which the server's clock is ahead */

/** The server refuses, and says why. */
class Refused extends Error {}

/** @param {HTMLElement} box */
async function start(box) {
  /** @type {Digits | undefined} */
  let digits = await kept(KEPT);
  const shown = box.querySelector("[data-digits-shown]");
  const said = box.querySelector("[data-digits-said]");
  let last = NaN;

  async function draw() {
    if (!digits || !shown) return;
    const now = Date.now() / 1000 + digits.ahead;
    const step = Math.floor(now / STEP_S);
    if (step === last) return;
    last = step;
    const told = await digitsAt(digits.key, now);
    shown.textContent = `${told.slice(0, 3)} ${told.slice(3)}`;
    box.dataset.digits = "on";
  }

  if (!navigator.onLine) await draw();
  try {
    digits = await navigator.locks.request(LOCK, () => agree(box));
    last = NaN;
  } catch (error) {
    if (error instanceof Refused) {
      digits = undefined;
      box.dataset.digits = "off";
      if (shown) shown.textContent = "";
      if (said && error.message) said.textContent = error.message;
      return;
    }
    if (!digits && said) said.textContent = box.dataset.wordsRefused ?? "";
  }
  await draw();
  setInterval(draw, 1000);
}

/** The secret that this phone and the server agree upon. @param {HTMLElement} box @returns {Promise<Digits>} */
async function agree(box) {
  const ahead = (await asked(box, "GET")).now - Date.now() / 1000;
  /** @type {Digits | undefined} */
  const known = await kept(KEPT);
  if (known) {
    try {
      return await confirmed(box, { key: known.key, ahead });
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // another phone's, or never confirmed
    }
  }
  const { secret } = await asked(box, "POST");
  return confirmed(box, { key: await secretKey(fromBase64(secret)), ahead });
}

/** @param {HTMLElement} box @param {Digits} digits @returns {Promise<Digits>} */
async function confirmed(box, digits) {
  const now = Date.now() / 1000 + digits.ahead;
  await asked(box, "POST", "/kept", { digits: await digitsAt(digits.key, now) });
  await keep(KEPT, digits);
  return digits;
}

/** @param {HTMLElement} box @param {string} method @param {string} [path] @param {object} [body] */
async function asked(box, method, path = "", body = undefined) {
  const { digitsUrl = "", csrf = "" } = box.dataset;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const sent = body ? JSON.stringify(body) : null;
  const answer = await fetch(digitsUrl + path, { method, headers, cache: "no-store", body: sent, signal });
  const told = await answer.json();
  if (!answer.ok) throw new Refused(told.message ?? "");
  return told;
}

for (const box of document.querySelectorAll("[data-digits-url]")) {
  if (box instanceof HTMLElement) void start(box);
}
