// A county's signed status list (IETF draft "Token Status List" as a CWT), as docs/cards.md describes it.
import { decode } from "./cbor.js";
import { joined } from "./cbor_write.js";
import { mapped, moment, text, whole } from "./claims.js";
import { isBytes, opened, signer } from "./cose.js";
import { Fault } from "./fault.js";

const LONGEST = 262_144; // bytes, signed
const WIDEST = 1_048_576; // bytes, unpacked
const SLACK_S = 300; // clocks are wrong by a little
const TYPE = 16;
const KIND = "application/statuslist+cwt";
const [SUB, EXP, IAT, TTL, LIST] = [2, 4, 6, 65534, 65533];
const [IN_ORDER, REVOKED, SUSPENDED] = [0, 1, 2];

/** @typedef {"active" | "suspended" | "revoked" | "unknown" | "unchecked" | "old"} Status */
/** Moments in seconds since 1970. @typedef {{ county: string, issuedAt: number, expiresAt: number, places: Uint8Array }} StatusList */

/**
 * The list in these bytes, null when it is not to be believed at this moment.
 * @param {Uint8Array<ArrayBuffer>} data @param {import("./cose.js").Keys} keys
 * @param {string} county six digits @param {number} at milliseconds since 1970
 * @param {number | null} [seen] when the newest list believed before was made, in seconds
 * @returns {Promise<StatusList | null>}
 */
export async function believed(data, keys, county, at, seen = null) {
  try {
    const list = await readList(data, keys);
    const isOurs = list.county === county && list.issuedAt <= at / 1000 + SLACK_S;
    return isOurs && !(seen !== null && list.issuedAt < seen) ? list : null;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** What a believed list says of a card. @param {StatusList} list @param {import("./claims.js").Claims} claims @param {number} at milliseconds @returns {Status} */
export function statusIn(list, claims, at) {
  const value = claims.place < 0 ? 3 : valueAt(list.places, claims.place);
  if (value === REVOKED) return "revoked";
  if (value === SUSPENDED) return "suspended";
  if (value !== IN_ORDER) return claims.issuedAt <= list.issuedAt - SLACK_S ? "unknown" : "old";
  return at / 1000 >= list.expiresAt ? "old" : "active";
}

/** @param {Uint8Array} places @param {number} place */
function valueAt(places, place) {
  const four = places[Math.floor(place / 4)];
  return four === undefined ? 3 : (four >> (2 * (place % 4))) & 3;
}

/** @param {Uint8Array<ArrayBuffer>} data @param {import("./cose.js").Keys} keys @returns {Promise<StatusList>} */
async function readList(data, keys) {
  const message = opened(data, LONGEST);
  if (message.header.size !== 3 || message.header.get(TYPE) !== KIND) throw new Fault("card_unreadable");
  const { revoked } = await signer(message, keys);
  if (revoked) throw new Fault("card_key_revoked");
  const claims = mapped(decode(message.payload, LONGEST));
  const [issuedAt, expiresAt] = [moment(claims.get(IAT)), moment(claims.get(EXP))];
  if (whole(claims.get(TTL)) <= 0) throw new Fault("card_unreadable");
  const county = /\/c\/status\/([0-9]{6})$/.exec(text(claims.get(SUB)))?.[1];
  if (claims.size !== 5 || !county) throw new Fault("card_unreadable");
  return { county, issuedAt, expiresAt, places: await placesIn(mapped(claims.get(LIST))) };
}

/** @param {import("./cbor.js").ValueMap} list */
async function placesIn(list) {
  const packed = list.get("lst");
  if (list.size !== 2 || list.get("bits") !== 2 || !isBytes(packed)) throw new Fault("card_unreadable");
  return unpacked(packed);
}

/** One whole zlib stream of bounded size. @param {Uint8Array<ArrayBuffer>} packed */
async function unpacked(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  try {
    const reader = stream.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > WIDEST) {
        void reader.cancel().catch(() => {});
        throw new Fault("card_unreadable");
      }
      parts.push(part.value);
    }
  } catch {
    throw new Fault("card_unreadable");
  }
  const places = joined(...parts);
  // Not every browser refuses bytes after a stream's end; a stream ends with its sum.
  const end = new DataView(packed.buffer, packed.byteOffset + packed.length - 4);
  if (end.getUint32(0) !== adler32(places)) throw new Fault("card_unreadable");
  return places;
}

/** @param {Uint8Array} data */
function adler32(data) {
  let [low, high] = [1, 0];
  for (const byte of data) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
