// The page of the courier's own card: its code moves, and the card is renewed while there is a network.
import { CardFace } from "./card_face.js";
import { Refused, freshCard, keptCard } from "./card_kept.js";

const SYNC_EVERY_MS = 10 * 60_000;

/** @param {HTMLElement} box */
async function start(box) {
  const face = new CardFace(box);
  await face.show(await keptCard());
  await sync(face);
  setInterval(() => void sync(face), SYNC_EVERY_MS);
}

/** @param {CardFace} face */
async function sync(face) {
  const { csrf = "" } = face.box.dataset;
  try {
    await face.show(await freshCard(csrf));
  } catch (error) {
    if (!(error instanceof Refused)) return face.draw();
    face.card = undefined;
    giveUp(face.box, error.message);
  }
}

/**
 * No card for this phone, or no key can be made or kept here: the code stays one that does not move.
 * @param {HTMLElement} box @param {string} [why]
 */
function giveUp(box, why) {
  box.dataset.live = "off";
  const status = box.querySelector("[data-live-status]");
  if (status) status.textContent = why || (box.dataset.wordsRefused ?? "");
  box.querySelector("form")?.setAttribute("hidden", "");
}

for (const box of document.querySelectorAll("[data-live-card]")) {
  if (box instanceof HTMLElement) start(box).catch(() => giveUp(box));
}
