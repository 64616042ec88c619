// Follows a state on the server (a payment, a visit) and moves on when it is reached.
import { looking, pause } from "./waiting.js";

const FIRST_MS = 1_500;
const LONGEST_MS = 15_000;
const GROWTH = 1.3;
const SLOW_AFTER_MS = 25_000;

/** @param {string} address @returns {Promise<{ state: string, next?: string }>} */
async function ask(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** @param {string | undefined} next */
function move(next) {
  if (!next) return location.reload();
  const address = new URL(next, location.href);
  if (address.origin === location.origin) location.assign(address);
}

/** @param {HTMLElement} box */
async function follow(box) {
  const { pollUrl = "", pollUntil = "", next, wordsSlow, wordsLost, wordsChecking } = box.dataset;
  const until = pollUntil.split(" ");
  const words = box.querySelector("[data-poll-words]");
  const started = Date.now();

  /** @param {string | undefined} text */
  function say(text) {
    if (words && text && words.textContent !== text) words.textContent = text;
  }

  for (let wait = FIRST_MS; ; wait = Math.min(wait * GROWTH, LONGEST_MS)) {
    await pause(wait);
    await looking();
    try {
      const answer = await ask(pollUrl);
      if (until.includes(answer.state)) return move(answer.next ?? next);
      say(Date.now() - started > SLOW_AFTER_MS ? wordsSlow : wordsChecking);
    } catch {
      say(wordsLost);
    }
  }
}

for (const box of document.querySelectorAll("[data-poll-url]")) {
  if (box instanceof HTMLElement) follow(box);
}
