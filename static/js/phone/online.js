// On every page of a signed-in courier: her phone is made ready for a time without a network, what is unsent is
// counted and sent, and signing out takes everything from the phone.
import { keepCardReady } from "../card_kept.js";
import { isLeaving, noteChange } from "./changed.js";
import { exchange } from "./send.js";
import { guardSignOut } from "./sign_out.js";
import { showUnsent } from "./unsent.js";
import { Locked } from "./vault.js";

const EVERY_MS = 30_000;

/** @param {HTMLElement} box @param {boolean} [always] also when the day is new */
async function look(box, always = false) {
  if (isLeaving()) return;
  try {
    if (await exchange(undefined, always)) await keepCardReady(box.dataset.csrf ?? "").catch(() => {}); // the card's own page says why
    await navigator.storage?.persist?.();
    tell(box, "");
  } catch (error) {
    if (error instanceof Locked) tell(box, box.dataset.wordsLocked);
    if (error instanceof DOMException && error.name === "QuotaExceededError") tell(box, box.dataset.wordsFull);
  }
  await showUnsent();
}

/** @param {HTMLElement} box @param {string} [words] */
function tell(box, words = "") {
  box.textContent = words;
  box.hidden = !words;
}

/** Whatever she sends may change her day. @param {Event} event */
function hearForm({ target }) {
  if (target instanceof HTMLFormElement && target.method === "post") noteChange(target);
}

/** @param {string} address */
async function stayReady(address) {
  if (!("serviceWorker" in navigator)) return;
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  await navigator.serviceWorker.register(address, { scope: "/courier/" }).catch(() => {});
}

const box = document.querySelector("[data-phone]");
if (box instanceof HTMLElement) {
  void showUnsent();
  void stayReady(box.dataset.worker ?? "");
  guardSignOut();
  if (!document.querySelector("form[data-pin-form]")) void look(box, "fetchAlways" in box.dataset); // a PIN that may still be refused is none
  addEventListener("submit", hearForm);
  addEventListener("online", () => void look(box, true));
  setInterval(() => { if (!document.hidden) void look(box); }, EVERY_MS);
}
