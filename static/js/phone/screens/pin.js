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
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const key = await tryPin(place, field.value);
    field.value = "";
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
  const wait = await waitMs();
  if (wait) return fault(place, say("wait", { seconds: Math.ceil(wait / 1000) }));
  await countTry();
  const key = await openByPin(pin);
  if (key) {
    await forgetTries();
    return key;
  }
  if (!(await closeAfterLast())) return fault(place, say("wrong_pin"));
  return null;
}

/** @param {HTMLElement} place @param {string} words @returns {null} */
function fault(place, words) {
  tellFault(place, words);
  return null;
}
