// The courier's card as this phone keeps it: signed by the server for the phone's own key, for three days.
import { holderKey, keep, kept, publicPoint } from "./card_key.js";

const NAME = "card";
const YOUNG_S = 60 * 3600; // a card that lasts so much longer is no older than half a day

/** @typedef {{ card: string, address: string, until: number, ahead: number }} Card `ahead`: seconds by which the server's clock is ahead */

/** The server will not give this phone a card, and says why. */
export class Refused extends Error {}

/** @returns {Promise<Card | undefined>} */
export const keptCard = () => kept(NAME);

/** The key stays: this phone gets another one only with another invitation. */
export const forgetCard = () => keep(NAME, undefined);

/** Now by the server's clock, in seconds. @param {Card} card */
export const secondsNow = ({ ahead }) => Date.now() / 1000 + ahead;

/** One that the server will not give any more is dropped. Rejects with Refused, or otherwise without a network. @param {string} csrf @returns {Promise<Card>} */
export async function freshCard(csrf) {
  try {
    const card = await fetchCard(csrf);
    await keep(NAME, card);
    return card;
  } catch (error) {
    if (error instanceof Refused) await forgetCard();
    throw error;
  }
}

/** Keeps a card ready for a time without a network. @param {string} csrf */
export async function keepCardReady(csrf) {
  const card = await keptCard();
  if (!card || card.until - secondsNow(card) < YOUNG_S) await freshCard(csrf);
}

/** @param {string} csrf @returns {Promise<Card>} */
async function fetchCard(csrf) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" };
  const body = JSON.stringify(await publicPoint(await holderKey()));
  await told(await fetch("/courier/card/key", { method: "POST", headers, body }));
  const { card, address, until, now } = await told(await fetch("/courier/card/live", { headers, cache: "no-store" }));
  return { card, address, until, ahead: now - Date.now() / 1000 };
}

/** @param {Response} response */
async function told(response) {
  const said = await response.json();
  if (!response.ok) throw new Refused(said.message ?? "");
  return said;
}
