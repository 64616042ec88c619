// The PIN, without which nothing that this phone keeps can be read.
import { keptDay } from "../day.js";
import { recall, unsentCount } from "../store.js";
import { closeAfterLast, countTry, forgetTries, waitMs } from "../tries.js";
import { openByPin, vault } from "../vault.js";
import { copy, part, say, tellFault } from "../words.js";

/** @typedef {(why: string, facts?: Record<string, number>) => DocumentFragment} Closed */

/** @param {HTMLElement} box @param {Closed} closed @returns {Promise<CryptoKey>} the key of all; never comes when nothing can be opened */
export function askPin(box, closed) {
  const place = part(box, "[data-screen]", HTMLElement);
  return new Promise((resolve) => void ask(place, closed, resolve));
}

/** @param {HTMLElement} place @param {Closed} closed @param {(key: CryptoKey) => void} opened */
async function ask(place, closed, opened) {
  const why = await whyClosed();
  if (why) return place.replaceChildren(closed(why));
  place.replaceChildren(copy("screen-pin"));
  const form = part(place, "form", HTMLFormElement);
  const field = part(form, "input", HTMLInputElement);
  field.focus();
  const tell = part(place, "[data-fault]", HTMLElement);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pin = field.value;
    field.value = "";
    tell.hidden = true;
    const key = await navigator.locks.request("yibao phone tries", () => tryPin(place, pin));
    if (key) opened(key);
    else if (await whyClosed()) place.replaceChildren(closed("closed"));
  });
}

/** @returns {Promise<string | null>} a sentence's name; null when a PIN may open it */
async function whyClosed() {
  try {
    const isOpen = (await vault())?.byPin && ((await keptDay()) || (await unsentCount()));
    if (isOpen) return null;
    return (await recall("day dropped")) ? "day_dropped" : "nothing_kept";
  } catch {
    return "no_store";
  }
}

/** @param {HTMLElement} place @param {string} pin @returns {Promise<CryptoKey | null>} */
async function tryPin(place, pin) {
  if (await waitMs()) return tellWait(place);
  await countTry();
  const key = await openByPin(pin);
  if (key) {
    await forgetTries();
    return key;
  }
  return (await closeAfterLast()) ? null : tellWait(place);
}

/** @param {HTMLElement} place */
async function tellWait(place) {
  const seconds = Math.ceil((await waitMs()) / 1000);
  tellFault(place, seconds ? say("wait", { seconds }) : say("wrong_pin"));
  return null;
}
