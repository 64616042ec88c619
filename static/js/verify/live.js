// Live codes: a card, and beside it what the courier's phone signed. The twin of courier/adapters/card_live.py.
import { toBeSigned } from "../live_code.js";
import { decode } from "./cbor.js";
import { moment, readCard, whole } from "./claims.js";
import { isBytes, publicKey, verified } from "./cose.js";
import { Fault } from "./fault.js";

const FIRST_BYTE = 0x84;
const DIGITS = 4;

/** @typedef {{ madeAt: number, answer: string | null }} Proof `madeAt` in seconds since 1970 */
/** @typedef {{ claims: import("./claims.js").Claims, proof: Proof | null }} Shown with verified signatures */

/**
 * @param {Uint8Array<ArrayBuffer>} data @param {import("./cose.js").Keys} keys @returns {Promise<Shown>}
 */
export async function readShown(data, keys) {
  if (data[0] !== FIRST_BYTE) return { claims: await readCard(data, keys), proof: null };
  const code = openLiveCode(data);
  const claims = await readCard(code.card, keys);
  const key = claims.holderKey && (await publicKey(claims.holderKey.x, claims.holderKey.y));
  if (!key) throw new Fault("card_forged");
  await verified(key, code.signature, toBeSigned(code.card, code.madeAt, code.answer));
  const answer = code.answer === null ? null : String(code.answer).padStart(DIGITS, "0");
  return { claims, proof: { madeAt: code.madeAt, answer } };
}

/** @param {Uint8Array<ArrayBuffer>} data */
function openLiveCode(data) {
  const parts = decode(data);
  if (!Array.isArray(parts) || parts.length !== 4) throw new Fault("card_unreadable");
  const [card, seconds, said, signature] = parts;
  if (!isBytes(card) || !isBytes(signature)) throw new Fault("card_unreadable");
  const answer = said === null ? null : whole(said);
  if (answer !== null && (answer < 0 || answer >= 10 ** DIGITS)) throw new Fault("card_unreadable");
  return { card, madeAt: moment(seconds), answer, signature };
}
