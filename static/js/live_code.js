// A live code, as docs/cards.md describes it: CBOR, base32, an address in capitals.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CONTEXT = "YibaoLive";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {...(Uint8Array | number[])} parts @returns {Bytes} */
function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

/** A CBOR head: the kind of what follows, and its length or value. @param {number} kind @param {number} value */
function head(kind, value) {
  if (value < 24) return [(kind << 5) | value];
  for (const [mark, size] of /** @type {const} */ ([[24, 1], [25, 2], [26, 4], [27, 8]])) {
    if (value < 256 ** size) {
      const bytes = Array.from({ length: size }, (_, n) => Math.floor(value / 256 ** (size - 1 - n)) % 256);
      return [(kind << 5) | mark, ...bytes];
    }
  }
  throw new RangeError("too large");
}

/** @param {Uint8Array} data */
const bytes = (data) => joined(head(2, data.length), data);
/** @param {number} value */
const whole = (value) => head(0, value);
/** @param {number | null} answer */
const answered = (answer) => (answer === null ? [0xf6] : whole(answer));

/** @param {string} text */
function words(text) {
  const data = new TextEncoder().encode(text);
  return joined(head(3, data.length), data);
}

/**
 * What the phone signs.
 * @param {Uint8Array} card @param {number} seconds since 1970 @param {number | null} answer the digits asked
 */
export function toBeSigned(card, seconds, answer) {
  return joined(head(4, 4), words(CONTEXT), bytes(card), whole(seconds), answered(answer));
}

/** @param {Uint8Array} card @param {number} seconds @param {number | null} answer @param {Uint8Array} signature */
export function liveCode(card, seconds, answer, signature) {
  return joined(head(4, 4), bytes(card), whole(seconds), answered(answer), bytes(signature));
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
