// The courier's own card: a code that this phone signs anew every half minute.
import { encode } from "../vendor/qr-writer.js";
import { holderKey, keep, kept, publicPoint, sign } from "./card_key.js";
import { base32, fromBase64, liveCode, toBeSigned } from "./live_code.js";

const EVERY_S = 30;
const SYNC_EVERY_MS = 10 * 60_000;
const ANSWER_LASTS_MS = 90_000;
const QUIET = 4; // white modules around a code
const PIXELS = 6; // of a module
const KEPT = "card";

/** @typedef {{ card: string, address: string, until: number, ahead: number }} Card `ahead`: seconds by which the server's clock is ahead */

/** @param {HTMLElement} box */
async function show(box) {
  const key = await holderKey();
  /** @type {Card | undefined} */
  let card = await kept(KEPT);
  /** @type {number | null} */
  let answer = null;
  const image = /** @type {HTMLImageElement | null} */ (box.querySelector("img.qr"));
  const form = box.querySelector("form");
  const status = box.querySelector("[data-live-status]");

  /** @param {string | undefined} words */
  const say = (words) => {
    if (status && words && status.textContent !== words) status.textContent = words;
  };

  const now = () => Date.now() / 1000 + (card?.ahead ?? 0);

  async function sync() {
    try {
      card = await fetchCard(box, key);
      await keep(KEPT, card);
    } catch (error) {
      if (error instanceof Refused) {
        card = undefined;
        await keep(KEPT, undefined);
        return say(error.message || box.dataset.wordsRefused);
      }
    }
    await renew();
  }

  async function renew() {
    if (!card || now() >= card.until) return say(box.dataset.wordsSync);
    const seconds = Math.floor(now());
    const data = fromBase64(card.card);
    const signature = await sign(key, toBeSigned(data, seconds, answer));
    draw(image, card.address + base32(liveCode(data, seconds, answer, signature)));
    box.dataset.live = "on";
    if (form) form.hidden = false;
    box.dataset.madeAt = String(seconds);
    say(answer === null ? box.dataset.wordsLive : box.dataset.wordsAnswered);
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = form.querySelector("input");
    if (!field || !/^\d{4}$/.test(field.value)) return say(box.dataset.wordsDigits);
    answer = Number(field.value);
    field.value = "";
    setTimeout(() => { answer = null; }, ANSWER_LASTS_MS);
    void renew();
  });

  await renew();
  await sync();
  setInterval(renew, EVERY_S * 1000);
  setInterval(sync, SYNC_EVERY_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) void renew(); });
}

/** The server will not give this phone a card, and says why. */
class Refused extends Error {}

/** @param {HTMLElement} box @param {CryptoKeyPair} key @returns {Promise<Card>} */
async function fetchCard(box, key) {
  const { keyUrl = "", liveUrl = "", csrf = "" } = box.dataset;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" };
  await told(await fetch(keyUrl, { method: "POST", headers, body: JSON.stringify(await publicPoint(key)) }));
  const card = await told(await fetch(liveUrl, { headers, cache: "no-store" }));
  return { card: card.card, address: card.address, until: card.until, ahead: card.now - Date.now() / 1000 };
}

/** @param {Response} response */
async function told(response) {
  const said = await response.json();
  if (!response.ok) throw new Refused(said.message ?? "");
  return said;
}

/** @param {HTMLImageElement | null} image @param {string} text */
function draw(image, text) {
  if (!image) return;
  const { data, size } = encode(text, { ecc: "L", border: QUIET });
  const canvas = Object.assign(document.createElement("canvas"), { width: size * PIXELS, height: size * PIXELS });
  const brush = canvas.getContext("2d");
  if (!brush) return;
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = "#000";
  data.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) brush.fillRect(x * PIXELS, y * PIXELS, PIXELS, PIXELS);
  }));
  image.src = canvas.toDataURL();
}

/** No key can be made or kept here: the code stays the one that does not move. @param {HTMLElement} box */
function giveUp(box) {
  box.dataset.live = "off";
  const status = box.querySelector("[data-live-status]");
  if (status) status.textContent = box.dataset.wordsRefused ?? "";
}

for (const box of document.querySelectorAll("[data-live-url]")) {
  if (box instanceof HTMLElement) show(box).catch(() => giveUp(box));
}
