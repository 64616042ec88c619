// A live code, as docs/cards.md describes it: CBOR, base32, an address in capitals.
import { NOTHING, array, bytes, joined, whole, words } from "./verify/cbor_write.js";

export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CONTEXT = "YibaoLive";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {number | null} answer */
const answered = (answer) => (answer === null ? NOTHING : whole(answer));

/**
 * What the phone signs.
 * @param {Uint8Array} card @param {number} seconds since 1970 @param {number | null} answer the digits asked
 */
export function toBeSigned(card, seconds, answer) {
  return joined(array(4), words(CONTEXT), bytes(card), whole(seconds), answered(answer));
}

/** @param {Uint8Array} card @param {number} seconds @param {number | null} answer @param {Uint8Array} signature */
export function liveCode(card, seconds, answer, signature) {
  return joined(array(4), bytes(card), whole(seconds), answered(answer), bytes(signature));
}

/** @param {Uint8Array} data @returns {string} without padding */
export function base32(data) {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += LETTERS[(held >> (bits - 5)) & 31];
  }
  return bits ? text + LETTERS[(held << (5 - bits)) & 31] : text;
}

/** @param {string} text base64 @returns {Bytes} */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {string} text base64url without padding @returns {Bytes} */
export const fromBase64Url = (text) => fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
