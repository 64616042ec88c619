// A card's claims. The twin of courier/adapters/card_claims.py.
import { ValueMap, decode } from "./cbor.js";
import { isBytes, opened, signer } from "./cose.js";
import { Fault } from "./fault.js";

const [ISS, SUB, EXP, NBF, IAT, CNF] = [1, 2, 4, 5, 6, 8];
const [NAME, COURIER_NUMBER, REGIONS, STATUS_INDEX] = [-65537, -65538, -65539, -65540];
const [COSE_KEY, KTY, EC2, CRV, P256, X, Y] = [1, 1, 2, -1, 1, -2, -3];
const MOST_REGIONS = 8;
const END_OF_TIME = 2 ** 33;

/** @typedef {import("./cbor.js").Value} Value */
/** @typedef {{ x: Uint8Array<ArrayBuffer>, y: Uint8Array<ArrayBuffer> }} HolderKey */
/**
 * Moments are seconds since 1970; `place` is the card's in its county's status list.
 * @typedef {{
 *   county: string, cardNumber: string, courierNumber: string, name: string,
 *   issuedAt: number, validFrom: number, validUntil: number, place: number, holderKey: HolderKey | null
 * }} Claims
 */

/**
 * The claims of a card that one of the issuers signed.
 * @param {Uint8Array<ArrayBuffer>} data @param {import("./cose.js").Keys} keys @returns {Promise<Claims>}
 */
export async function readCard(data, keys) {
  const message = opened(data);
  if (message.header.size !== 2) throw new Fault("card_unreadable");
  const { revoked } = await signer(message, keys);
  if (revoked) throw new Fault("card_key_revoked");
  return claimsIn(decode(message.payload));
}

/** @param {Value} packed @returns {Claims} */
function claimsIn(packed) {
  const map = mapped(packed);
  listed(map.get(REGIONS)).forEach(whole);
  return {
    county: county(map.get(ISS)),
    cardNumber: text(map.get(SUB)),
    courierNumber: text(map.get(COURIER_NUMBER)),
    name: text(map.get(NAME)),
    issuedAt: moment(map.get(IAT)),
    validFrom: moment(map.get(NBF)),
    validUntil: moment(map.get(EXP)),
    place: whole(map.get(STATUS_INDEX)),
    holderKey: map.has(CNF) ? holderKey(mapped(map.get(CNF))) : null,
  };
}

/** @param {import("./cbor.js").ValueMap} confirmation @returns {HolderKey} */
function holderKey(confirmation) {
  const key = mapped(confirmation.get(COSE_KEY));
  const [x, y] = [key.get(X), key.get(Y)];
  const isP256 = key.get(KTY) === EC2 && key.get(CRV) === P256;
  if (!isP256 || !isBytes(x) || !isBytes(y)) throw new Fault("card_unreadable");
  return { x, y };
}

/** @param {Value} value */
function county(value) {
  const digits = text(value);
  if (!/^[0-9]{6}$/.test(digits)) throw new Fault("card_unreadable");
  return digits;
}

/** @param {Value} value */
export function moment(value) {
  const seconds = whole(value);
  if (seconds < 0 || seconds >= END_OF_TIME) throw new Fault("card_unreadable");
  return seconds;
}

/** @param {Value} value */
export function mapped(value) {
  if (!(value instanceof ValueMap)) throw new Fault("card_unreadable");
  return value;
}

/** @param {Value} value */
function listed(value) {
  if (!Array.isArray(value) || value.length > MOST_REGIONS) throw new Fault("card_unreadable");
  return value;
}

/** @param {Value} value */
export function text(value) {
  if (typeof value !== "string") throw new Fault("card_unreadable");
  return value;
}

/** @param {Value} value */
export function whole(value) {
  if (typeof value !== "number") throw new Fault("card_unreadable");
  return value;
}
