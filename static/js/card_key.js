// The key of a courier's phone. Its secret half is made here, cannot be read by any script, and
// stays in this browser's own store.

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const BASE = "yibao-card";
const STORE = "keys";
const NAME = "holder";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
async function base() {
  const opening = indexedDB.open(BASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return done(opening);
}

/** @template T @param {string} name @returns {Promise<T | undefined>} what was kept under a name */
export async function kept(name) {
  const store = (await base()).transaction(STORE).objectStore(STORE);
  return done(store.get(name));
}

/** @param {string} name @param {unknown} value */
export async function keep(name, value) {
  const store = (await base()).transaction(STORE, "readwrite").objectStore(STORE);
  await done(store.put(value, name));
}

/** @returns {Promise<CryptoKeyPair>} the phone's key; made the first time, by one tab */
export async function holderKey() {
  return (await known()) ?? navigator.locks.request("yibao-card key", async () => (await known()) ?? made());
}

/** @returns {Promise<CryptoKeyPair | undefined>} */
const known = () => kept(NAME);

async function made() {
  const key = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  await keep(NAME, key);
  return key;
}

/** @param {CryptoKeyPair} key @returns {Promise<{ x: string, y: string }>} base64url */
export async function publicPoint(key) {
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", key.publicKey);
  return { x, y };
}

/** @param {CryptoKeyPair} key @param {Uint8Array<ArrayBuffer>} data @returns {Promise<Uint8Array>} r and s */
export async function sign(key, data) {
  return new Uint8Array(await crypto.subtle.sign(SIGNATURE, key.privateKey, data));
}
