// Live codes that this phone has been shown; each is good for one moment. docs/cards.md tells the rule.
import { hex } from "../verify/cose.js";
import { recall, remember } from "./memory.js";

const LIFE_MS = 60_000; // of a code: 45 seconds, and 15 that a clock may be ahead
const REMEMBERED_MS = 3_600_000;

/**
 * Whether this code was shown to this phone at another time than now; it is remembered.
 * @param {import("../verify/live.js").Shown} shown @param {number} now milliseconds by the office's clock
 */
export async function isRepeated({ claims, proof }, now) {
  if (!proof) return false;
  const name = await digest([claims.county, claims.cardNumber, proof.madeAt, proof.answer].join("\n"));
  /** @type {Map<string, number>} */
  const all = (await recall("seen")) ?? new Map();
  const first = all.get(name) ?? now;
  const fresh = [...all].filter(([, at]) => Math.abs(now - at) < REMEMBERED_MS);
  await remember("seen", new Map([...fresh, [name, first]]));
  return Math.abs(now - first) > LIFE_MS;
}

/** @param {string} text */
async function digest(text) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
