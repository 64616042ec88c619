// COSE_Sign1 with ES256, one shape and nothing negotiated. The twin of courier/adapters/card_crypto.py.
import { Tagged, ValueMap, decode } from "./cbor.js";
import { array, bytes, joined, words } from "./cbor_write.js";
import { Fault } from "./fault.js";

const [SIGN1, CWT] = [18, 61];
const [ALGORITHM, KID, ES256] = [1, 4, -7];
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const HALF = 32;

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {import("./cbor.js").Value} Value */
/** @typedef {{ key: CryptoKey, revoked: boolean }} IssuerKey */
/** @typedef {Map<string, IssuerKey>} Keys by their kid, sixteen hex digits */
/** @typedef {{ kid: string, header: import("./cbor.js").ValueMap, payload: Bytes, signature: Bytes, signed: Bytes }} Message */

/**
 * A message's parts; nothing is verified yet.
 * @param {Bytes} data @param {number} [atMost] bytes @returns {Message}
 */
export function opened(data, atMost) {
  let message = decode(data, atMost);
  if (isTagged(message, CWT)) message = message.value;
  if (!isTagged(message, SIGN1) || !Array.isArray(message.value)) throw new Fault("card_unreadable");
  const [before, open, payload, signature, ...more] = message.value;
  if (!(open instanceof ValueMap) || open.size || more.length) throw new Fault("card_unreadable");
  if (!isBytes(before) || !isBytes(payload) || !isBytes(signature)) throw new Fault("card_unreadable");
  const header = decode(before);
  if (!(header instanceof ValueMap) || header.get(ALGORITHM) !== ES256) throw new Fault("card_unreadable");
  const kid = header.get(KID);
  if (!isBytes(kid)) throw new Fault("card_unreadable");
  const signed = joined(array(4), words("Signature1"), bytes(before), bytes(new Uint8Array()), bytes(payload));
  return { kid: hex(kid), header, payload, signature, signed };
}

/** @param {Message} message @param {Keys} keys @returns {Promise<IssuerKey>} the key that signed it */
export async function signer(message, keys) {
  const key = keys.get(message.kid);
  if (!key) throw new Fault("card_unknown_issuer");
  await verified(key.key, message.signature, message.signed);
  return key;
}

/** Throws unless the signature (r and s) is the key's. @param {CryptoKey} key @param {Bytes} signature @param {Bytes} signed */
export async function verified(key, signature, signed) {
  if (signature.length !== 2 * HALF) throw new Fault("card_forged");
  if (!(await crypto.subtle.verify(SIGNATURE, key, signature, signed))) throw new Fault("card_forged");
}

/** @param {Uint8Array} x @param {Uint8Array} y @returns {Promise<CryptoKey | null>} null where they are no point of P-256 */
export async function publicKey(x, y) {
  if (x.length !== HALF || y.length !== HALF) return null;
  try {
    return await crypto.subtle.importKey("raw", joined([4], x, y), CURVE, true, ["verify"]);
  } catch {
    return null;
  }
}

/** @param {Value} value @returns {value is Bytes} */
export const isBytes = (value) => value instanceof Uint8Array;

/** @param {Value} value @param {number} tag @returns {value is Tagged} */
const isTagged = (value, tag) => value instanceof Tagged && value.tag === tag;

/** @param {Uint8Array} data */
export const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
