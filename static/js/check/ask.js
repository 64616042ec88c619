// The page that asks for a card: a scanned card is opened at once, with or without a network; without one this
// phone reads photographs and makes the four digits itself.
import { base32 } from "../live_code.js";
import { findReader } from "../qr_reader.js";
import "../scan.js";
import { fromAddress } from "../verify/address.js";
import { askDigits, askedDigits, newDigits } from "./digits.js";
import { stayReady } from "./worker_setup.js";

const NUMBER = /^\/c\/[a-z0-9-]+\/?$/i;

/** @param {string} text @returns {string | null} where a scanned card is checked; null when it is no card's text */
function cardPath(text) {
  try {
    return fromAddress(text).length > 30 ? `/c/${base32(fromAddress(text))}` : null;
  } catch {
    return null;
  }
}

/** @param {File} picture @returns {Promise<string | null>} */
async function codeIn(picture) {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, 1600 / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  const read = await findReader();
  return read(canvas);
}

/** @param {HTMLFormElement} form @param {HTMLElement} box */
function readHere(form, box) {
  const code = form.querySelector("[name=code]");
  const picture = form.querySelector("[name=picture]");
  form.addEventListener("submit", (event) => {
    const typed = code instanceof HTMLInputElement ? code.value : "";
    const path = cardPath(typed);
    if (path || box.dataset.offline) event.preventDefault();
    if (path) location.assign(path);
    else if (box.dataset.offline) void readOffline(typed, picture, box);
  });
}

/** @param {string} typed @param {Element | null} picture @param {HTMLElement} box */
async function readOffline(typed, picture, box) {
  const chosen = picture instanceof HTMLInputElement ? picture.files?.[0] : undefined;
  const text = chosen && !typed ? await codeIn(chosen).catch(() => null) : null;
  const path = cardPath(text ?? "");
  if (path) return location.assign(path);
  tell(box, typed ? box.dataset.wordsNumber : box.dataset.wordsNoCode);
}

/** @param {HTMLElement} box @param {string | undefined} sentence */
function tell(box, sentence = "") {
  const words = box.querySelector("[data-ask-words]");
  if (!(words instanceof HTMLElement)) return;
  words.textContent = sentence;
  words.hidden = false;
  words.focus();
}

/** @param {HTMLElement} box the four digits, made here when the server cannot */
async function offerDigits(box) {
  const shown = box.querySelector("[data-digits]");
  const button = box.querySelector("[data-new-digits]");
  /** @param {string} digits */
  const show = (digits) => {
    shown?.replaceChildren([...digits].join(" "));
    box.querySelector("[data-digits-box]")?.removeAttribute("hidden");
  };
  button?.removeAttribute("hidden");
  button?.addEventListener("click", async () => {
    const digits = newDigits();
    await askDigits(digits);
    show(digits);
  });
  const asked = await askedDigits();
  if (asked) show(asked);
}

const box = document.querySelector("[data-ask]");
const form = document.querySelector("form#scan-form");
if (box instanceof HTMLElement) {
  if (form instanceof HTMLFormElement) readHere(form, box);
  if (box.dataset.offline) void offerDigits(box);
  if (box.dataset.offline && NUMBER.test(location.pathname)) tell(box, box.dataset.wordsNumber);
  else if (box.dataset.asked) void askDigits(box.dataset.asked);
  void stayReady(box.dataset);
}
