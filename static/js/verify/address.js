// From a scanned address to the signed bytes in it. The twin of from_address in courier/domain/credentials.py.
import { LETTERS } from "../live_code.js";
import { Fault } from "./fault.js";

const LONGEST_TEXT = 3000;
const LONGEST_CODE = 2048;
const ADDRESS = /^(?:https?:\/\/[^ \t-\r/?#]+)?\/c\/([a-z2-7]+)\/?(?:[?#][^\n]*)?$/i;
const BARE_CARD = /^[a-z2-7]+$/i;
const WHOLE_LENGTHS = [0, 2, 4, 5, 7]; // of a last group of eight letters
// What Python takes for white space; JavaScript's own trim differs.
const SPACES = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const EDGES = new RegExp(`^${SPACES}|${SPACES}$`, "g");

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromAddress(text) {
  if (text.length > 2 * LONGEST_TEXT || [...text].length > LONGEST_TEXT) throw new Fault("card_unreadable");
  const plain = text.replace(EDGES, "");
  const packed = ADDRESS.exec(plain)?.[1] ?? plain;
  if (!BARE_CARD.test(packed) || packed.length > LONGEST_CODE) throw new Fault("card_unreadable");
  return fromBase32(packed.toUpperCase());
}

/** @param {string} packed letters without padding */
function fromBase32(packed) {
  if (!WHOLE_LENGTHS.includes(packed.length % 8)) throw new Fault("card_unreadable");
  const data = new Uint8Array(Math.floor((packed.length * 5) / 8));
  let held = 0;
  let bits = 0;
  let place = 0;
  for (const letter of packed) {
    held = ((held << 5) | LETTERS.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    data[place] = held >> bits;
    place += 1;
  }
  if (held & ((1 << bits) - 1)) throw new Fault("card_unreadable"); // a second way to write the same
  return data;
}
