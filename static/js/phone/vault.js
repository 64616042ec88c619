// The one key of all that is sealed on this phone. It is kept twice, locked: by the courier's PIN together with a
// key that cannot leave this browser, and by a secret that the server tells a signed-in session.
import { openBytes, sealBytes, sealingKey } from "./sealed.js";
import { forget, keep, recall, unsentCount } from "./store.js";

const ROUNDS = 600_000;
const NAME = "data key";
const GIVEN = "pin key given"; // in this tab, not in another where she may be signed in already

/** @typedef {import("./sealed.js").Sealed} Sealed */
/** @typedef {{ courier: string, byServer: Sealed, byPin?: Sealed | undefined }} Vault */

/** What is unsent was sealed for somebody else, or for a registration that is over. */
export class Locked extends Error {}

/** @returns {Promise<Vault | undefined>} */
export const vault = () => recall("vault");

/** @param {string} pin @returns {Promise<CryptoKey>} the same PIN gives the same key, on this phone only */
export async function pinKey(pin) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: await salt(), iterations: ROUNDS };
  const stretched = await crypto.subtle.deriveBits(how, typed, 256);
  return sealingKey(await crypto.subtle.sign("HMAC", await deviceKey(), stretched));
}

/** @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function salt() {
  return (await recall("salt")) ?? kept("salt", crypto.getRandomValues(new Uint8Array(16)));
}

/** @returns {Promise<CryptoKey>} */
async function deviceKey() {
  const made = () => crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return (await recall("device key")) ?? kept("device key", await made());
}

/** @template T @param {string} name @param {T} thing */
async function kept(name, thing) {
  await keep(name, thing);
  return thing;
}

/** @param {string} pin @returns {Promise<CryptoKey | null>} null for a wrong one */
export async function openByPin(pin) {
  const bytes = await unlocked((await vault())?.byPin, await pinKey(pin));
  return bytes && sealingKey(bytes);
}

/** Makes the key, or opens and locks it anew, with the server's secret. Throws Locked. @param {string} courier her number @param {BufferSource} secret */
export async function openByServer(courier, secret) {
  const server = await sealingKey(secret);
  const pin = await givenPin();
  const known = await vault();
  const bytes = await bytesOf(known?.courier === courier ? known : undefined, server, pin);
  const byPin = pin ? await sealBytes(pin, bytes, NAME) : known?.byPin;
  await keep("vault", { courier, byServer: await sealBytes(server, bytes, NAME), byPin });
  await forgetPin();
  return sealingKey(bytes);
}

/** Keeps what a PIN makes, for the page that follows in this tab if the server takes it. @param {string} pin */
export async function givePin(pin) {
  await keep("pin key", await pinKey(pin));
  sessionStorage.setItem(GIVEN, "yes");
}

/** @returns {Promise<CryptoKey | undefined>} */
export async function givenPin() {
  return sessionStorage.getItem(GIVEN) ? recall("pin key") : undefined;
}

export async function forgetPin() {
  sessionStorage.removeItem(GIVEN);
  await forget("pin key");
}

/** @param {Vault | undefined} known @param {CryptoKey} server @param {CryptoKey | undefined} pin */
async function bytesOf(known, server, pin) {
  const bytes = (await unlocked(known?.byServer, server)) ?? (pin && (await unlocked(known?.byPin, pin)));
  if (bytes) return bytes;
  if (await unsentCount()) throw new Locked();
  await forget("vault", "day", "tries");
  return crypto.getRandomValues(new Uint8Array(32));
}

/** @param {Sealed | undefined} locked @param {CryptoKey} key */
async function unlocked(locked, key) {
  if (!locked) return null;
  return openBytes(key, locked, NAME).catch(() => null);
}
