// Wrong PINs without a network: after five she waits, longer each time; after ten only the server can open it.
import { forget, keep, recall } from "./store.js";
import { vault } from "./vault.js";

const FREE = 5;
const MOST = 10;
const WAIT_MS = 30_000;

/** @typedef {{ count: number, at: number }} Tries `at`: the last one, by this phone's clock */

/** @returns {Promise<number>} milliseconds until the next try */
export async function waitMs() {
  const { count, at } = await tries();
  if (count < FREE) return 0;
  const wait = WAIT_MS * 2 ** (count - FREE);
  return Math.min(wait, Math.max(0, at + wait - Date.now()));
}

/** Counted before the PIN is looked at, so that closing the page does not undo it. */
export async function countTry() {
  await keep("tries", { count: (await tries()).count + 1, at: Date.now() });
}

export const forgetTries = () => forget("tries");

/** After the last wrong one: her day goes, what is unsent stays, for the server alone. @returns {Promise<boolean>} whether it was the last */
export async function closeAfterLast() {
  if ((await tries()).count < MOST) return false;
  await forget("day", "tries");
  const known = await vault();
  if (known) await keep("vault", { ...known, byPin: undefined });
  return true;
}

/** @returns {Promise<Tries>} */
async function tries() {
  return (await recall("tries")) ?? { count: 0, at: 0 };
}
