// Writes CBOR in its one canonical spelling.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {...(Uint8Array | number[])} parts @returns {Bytes} */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

/** A head: the kind of what follows, and its length or value. @param {number} kind @param {number} value */
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

/** @param {number} value */
export const whole = (value) => head(0, value);
/** @param {Uint8Array} data */
export const bytes = (data) => joined(head(2, data.length), data);
/** @param {number} length of the array that begins here */
export const array = (length) => head(4, length);
export const NOTHING = [0xf6];

/** @param {string} text */
export function words(text) {
  const data = new TextEncoder().encode(text);
  return joined(head(3, data.length), data);
}
