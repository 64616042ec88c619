// How much cash she may have in hand; what is not sent yet counts as well.
import { money, part, say } from "../words.js";

const NEAR = 0.2; // less of the limit is left: she is told in time

/**
 * Says it where so much more cash comes near the limit, or above it.
 * @param {ParentNode} place @param {Pick<import("../day.js").Day, "cash">} day @param {number} fen
 * @returns {boolean} whether she may take it
 */
export function mayTake(place, { cash }, fen) {
  const left = cash.limit_fen - cash.in_hand_fen;
  const isTooMuch = fen > left;
  const box = part(place, "[data-limit]", HTMLElement);
  const facts = { in_hand: money(cash.in_hand_fen), limit: money(cash.limit_fen), left: money(Math.max(0, left)) };
  box.textContent = say(isTooMuch ? "cash_full" : "cash_near", facts);
  box.dataset.tone = isTooMuch ? "bad" : "wait";
  box.hidden = !isTooMuch && left - fen >= NEAR * cash.limit_fen;
  return !isTooMuch;
}
