// Sealing: AES-GCM, bound to the name of what is sealed.

const CIPHER = "AES-GCM";
const words = new TextEncoder();

/** @typedef {{ iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer }} Sealed */

/** @param {BufferSource} bytes 32 of them @returns {Promise<CryptoKey>} whose bytes nobody can read */
export const sealingKey = (bytes) => crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"]);

/** @param {CryptoKey} key @param {BufferSource} bytes @param {string} name @returns {Promise<Sealed>} */
export async function sealBytes(key, bytes, name) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: CIPHER, iv, additionalData: words.encode(name) }, key, bytes);
  return { iv, data };
}

/** Rejects where key or name is another one. @param {CryptoKey} key @param {Sealed} sealed @param {string} name */
export const openBytes = (key, { iv, data }, name) =>
  crypto.subtle.decrypt({ name: CIPHER, iv, additionalData: words.encode(name) }, key, data);

/** @param {CryptoKey} key @param {unknown} thing @param {string} name */
export const seal = (key, thing, name) => sealBytes(key, words.encode(JSON.stringify(thing)), name);

/** @param {CryptoKey} key @param {Sealed} sealed @param {string} name */
export async function open(key, sealed, name) {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, name)));
}
