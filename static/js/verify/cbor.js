// CBOR as docs/cards.md allows it: few kinds of values, each in one spelling. The twin of
// courier/adapters/card_cbor.py.
import { Fault } from "./fault.js";

const DEEPEST = 8;
const TAGS = [18, 61];
const WORDS = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A number, a string, null, Uint8Array, ValueMap, Tagged or a list of these. @typedef {unknown} Value */

/** @extends {Map<number | string, Value>} */
export class ValueMap extends Map {}

export class Tagged {
  /** @param {number} tag @param {Value} value */
  constructor(tag, value) {
    this.tag = tag;
    this.value = value;
  }
}

/**
 * Whole numbers above 2^53 lose their last bits; nothing here depends on them.
 * @param {Uint8Array<ArrayBuffer>} data @param {number} [atMost] bytes
 * @returns {Value}
 */
export function decode(data, atMost = 1024) {
  if (data.length > atMost) throw new Fault("card_unreadable");
  const reader = new Reader(data);
  const value = reader.item(DEEPEST);
  if (reader.place !== data.length) throw new Fault("card_unreadable");
  return value;
}

class Reader {
  /** @param {Uint8Array<ArrayBuffer>} data */
  constructor(data) {
    this.data = data;
    this.place = 0;
  }

  /** @param {number} depth @returns {Value} */
  item(depth) {
    const { kind, value } = this.head();
    if (kind === 0) return value;
    if (kind === 1) return -1 - value;
    if (kind === 2) return this.take(value);
    if (kind === 3) return this.words(value);
    if (kind === 7 && value === 22) return null;
    if (kind === 7 || depth === 0) throw new Fault("card_unreadable");
    if (kind === 4) return this.list(value, depth - 1);
    if (kind === 5) return this.map(value, depth - 1);
    if (!TAGS.includes(value)) throw new Fault("card_unreadable");
    return new Tagged(value, this.item(depth - 1));
  }

  /** A kind, and its number in the fewest bytes. */
  head() {
    const first = this.take(1)[0] ?? 0;
    const [kind, mark] = [first >> 5, first & 31];
    if (mark < 24) return { kind, value: mark };
    if (mark > 27 || kind === 7) throw new Fault("card_unreadable");
    const size = 2 ** (mark - 24);
    const value = this.take(size).reduce((number, byte) => number * 256 + byte, 0);
    const least = size === 1 ? 24 : 256 ** (size / 2);
    if (value < least) throw new Fault("card_unreadable");
    return { kind, value };
  }

  /** @param {number} size */
  take(size) {
    const end = this.place + size;
    if (end > this.data.length) throw new Fault("card_unreadable");
    const part = this.data.slice(this.place, end);
    this.place = end;
    return part;
  }

  /** @param {number} size */
  words(size) {
    try {
      return WORDS.decode(this.take(size));
    } catch {
      throw new Fault("card_unreadable");
    }
  }

  /** @param {number} size @param {number} depth */
  list(size, depth) {
    /** @type {Value[]} */
    const parts = [];
    while (parts.length < size) parts.push(this.item(depth));
    return parts;
  }

  /** @param {number} size @param {number} depth */
  map(size, depth) {
    const map = new ValueMap();
    let before = new Uint8Array();
    for (let count = 0; count < size; count += 1) {
      const start = this.place;
      const key = this.item(0);
      const written = this.data.slice(start, this.place);
      if (typeof key !== "number" && typeof key !== "string") throw new Fault("card_unreadable");
      if (!follows(written, before)) throw new Fault("card_unreadable");
      before = written;
      map.set(key, this.item(depth));
    }
    return map;
  }
}

/** Keys stand in order: the shorter first, then by their bytes; none twice. @param {Uint8Array} key @param {Uint8Array} before */
function follows(key, before) {
  if (key.length !== before.length) return key.length > before.length;
  const place = key.findIndex((byte, index) => byte !== before[index]);
  return place >= 0 && (key[place] ?? 0) > (before[place] ?? 0);
}
