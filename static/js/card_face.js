// A card's code on the screen, signed anew by this phone every half minute. It needs no network.
import { encode } from "../vendor/qr-writer.js";
import { holderKey, sign } from "./card_key.js";
import { secondsNow } from "./card_kept.js";
import { base32, fromBase64, liveCode, toBeSigned } from "./live_code.js";

const EVERY_S = 30;
const ANSWER_LASTS_MS = 90_000;
const QUIET = 4; // white modules around a code
const PIXELS = 6; // of a module

/** @typedef {import("./card_kept.js").Card} Card */

export class CardFace {
  /** @param {HTMLElement} box with the picture, the status, the form for the villager's digits, and its words */
  constructor(box) {
    this.box = box;
    /** @type {Card | undefined} */
    this.card = undefined;
    /** @type {number | null} the digits that a villager asked for */
    this.answer = null;
    this.form = box.querySelector("form");
    this.form?.addEventListener("submit", (event) => this.take(event));
    const timer = setInterval(() => (box.isConnected ? void this.draw() : clearInterval(timer)), EVERY_S * 1000);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) void this.draw(); });
  }

  /** @param {string | undefined} words */
  say(words) {
    const status = this.box.querySelector("[data-live-status]");
    if (status && words && status.textContent !== words) status.textContent = words;
  }

  /** @param {Card | undefined} card */
  show(card) {
    this.card = card;
    if (card) delete this.box.dataset.live;
    return this.draw();
  }

  async draw() {
    const { card, answer, box } = this;
    if (box.dataset.live === "off") return; // refused, and the reason stands there
    if (!card || secondsNow(card) >= card.until) return this.say(box.dataset.wordsSync);
    const seconds = Math.floor(secondsNow(card));
    const data = fromBase64(card.card);
    const signature = await sign(await holderKey(), toBeSigned(data, seconds, answer));
    picture(box.querySelector("img.qr"), card.address + base32(liveCode(data, seconds, answer, signature)));
    box.dataset.live = "on";
    box.dataset.madeAt = String(seconds);
    if (this.form) this.form.hidden = false;
    this.say(answer === null ? box.dataset.wordsLive : box.dataset.wordsAnswered);
  }

  /** @param {SubmitEvent} event */
  take(event) {
    event.preventDefault();
    const field = this.form?.querySelector("input");
    if (!field || !/^\d{4}$/.test(field.value)) return this.say(this.box.dataset.wordsDigits);
    this.answer = Number(field.value);
    field.value = "";
    setTimeout(() => { this.answer = null; }, ANSWER_LASTS_MS);
    void this.draw();
  }
}

/** @param {Element | null} image @param {string} text */
function picture(image, text) {
  if (!(image instanceof HTMLImageElement)) return;
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
  image.hidden = false;
}
