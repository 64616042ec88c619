// The four digits that the courier must put into the code: the server's, or without a network this phone's own.
import { recall, remember } from "./memory.js";

const LAST_MS = 180_000;

/** @typedef {{ digits: string, at: number }} Asked `at` by this phone's clock */

/** @returns {Promise<string | null>} those that are asked now */
export async function askedDigits() {
  /** @type {Asked | null | undefined} */
  const asked = await recall("asked");
  return asked && Math.abs(Date.now() - asked.at) < LAST_MS ? asked.digits : null;
}

/** @param {string} digits */
export const askDigits = (digits) => remember("asked", { digits, at: Date.now() });
export const forgetDigits = () => remember("asked", null);

export function newDigits() {
  const largest = 2 ** 32 - (2 ** 32 % 10_000);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while ((drawn[0] ?? 0) >= largest);
  return String((drawn[0] ?? 0) % 10_000).padStart(4, "0");
}
