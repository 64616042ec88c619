// Six digits of the half minute (RFC 6238: HMAC-SHA-256, 30 seconds), as docs/cards.md says.

export const STEP_S = 30;
const DIGITS = 6;
const ALGORITHM = { name: "HMAC", hash: "SHA-256" };

/** @param {Uint8Array<ArrayBuffer>} secret @returns {Promise<CryptoKey>} no script can read it again */
export function secretKey(secret) {
  return crypto.subtle.importKey("raw", secret, ALGORITHM, false, ["sign"]);
}

/** @param {CryptoKey} key @param {number} seconds since 1970 @returns {Promise<string>} */
export async function digitsAt(key, seconds) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(seconds / STEP_S)));
  const hash = new DataView(await crypto.subtle.sign(ALGORITHM.name, key, counter.buffer));
  const place = hash.getUint8(hash.byteLength - 1) & 0x0f;
  const number = (hash.getUint32(place) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}
