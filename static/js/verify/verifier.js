// Checks a card as docs/cards.md says, without a server: text in, verdict out. Works in pages and workers.
import { fromBase64Url } from "../live_code.js";
import { fromAddress } from "./address.js";
import { publicKey } from "./cose.js";
import { Fault } from "./fault.js";
import { judge, refused } from "./judge.js";
import { readShown } from "./live.js";
import { believed, statusIn } from "./status_list.js";

/** @typedef {import("./judge.js").Verdict} Verdict */
/** @typedef {import("./live.js").Shown} Shown */
/** @typedef {import("./cose.js").Keys} Keys */
/** @typedef {{ kid: string, x: string, y: string, revoked?: boolean }} PublishedKey base64url, as GET /c/keys gives them */

/** @param {PublishedKey[]} published @returns {Promise<Keys>} */
export async function keysOf(published) {
  /** @type {Keys} */
  const keys = new Map();
  for (const { kid, x, y, revoked = false } of published) {
    const key = await publicKey(fromBase64Url(x), fromBase64Url(y));
    if (key) keys.set(kid, { key, revoked });
  }
  return keys;
}

/** @param {string} text @param {Keys} keys @returns {Promise<Shown | Verdict>} a verdict when it is no card of ours */
export async function read(text, keys) {
  try {
    return await readShown(fromAddress(text), keys);
  } catch (error) {
    if (error instanceof Fault) return refused(error.code);
    throw error;
  }
}

/**
 * The whole way, as `verify_offline` goes it in Python.
 * @param {{
 *   text: string, at: number, keys: Keys, listOf: (county: string) => Uint8Array<ArrayBuffer> | null,
 *   seen?: number | null, asked?: string | null, isRepeated?: boolean
 * }} shown `at` in milliseconds since 1970, `seen` in seconds
 * @returns {Promise<Verdict>}
 */
export async function verify({ text, at, keys, listOf, seen = null, ...looker }) {
  const found = await read(text, keys);
  if ("colour" in found) return found;
  const data = listOf(found.claims.county);
  const list = data && (await believed(data, keys, found.claims.county, at, seen));
  return judge(found, list ? statusIn(list, found.claims, at) : "unchecked", at, looker);
}
