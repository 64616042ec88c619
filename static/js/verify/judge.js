// What may be said of a card whose signatures were verified. The twin of judge in courier/domain/credentials.py.

const SLACK_MS = 300_000;
const LASTS_MS = 45_000;
const AHEAD_MS = 15_000;

/** @typedef {"green" | "amber" | "red"} Colour */
/** @typedef {{ colour: Colour, reason: string }} Verdict */
/** @typedef {import("./status_list.js").Status} Status */

/** @param {string} reason @returns {Verdict} */
const red = (reason) => ({ colour: "red", reason });
/** @param {string} reason @returns {Verdict} */
const amber = (reason) => ({ colour: "amber", reason });

/** The verdict on what could not be read as a card. @param {string} code @returns {Verdict} */
export function refused(code) {
  return red({ card_forged: "forged", card_key_revoked: "key_revoked" }[code] ?? "unknown");
}

/**
 * @param {import("./live.js").Shown} shown @param {Status} status
 * @param {number} at milliseconds since 1970
 * @param {{ asked?: string | null, isRepeated?: boolean }} [looker] the digits that this page showed; whether the code was seen before
 * @returns {Verdict}
 */
export function judge({ claims, proof }, status, at, { asked = null, isRepeated = false } = {}) {
  const wrong = notInOrder(status) ?? outsideDates(claims, at);
  if (wrong) return red(wrong);
  if (status === "unchecked") return amber("status_unchecked");
  if (status === "old") return amber("status_old");
  if (!proof || !claims.holderKey) return amber("may_be_a_copy");
  const doubt = doubtOf(proof, at, asked) ?? (isRepeated ? "code_shown_before" : null);
  return doubt ? amber(doubt) : { colour: "green", reason: "live" };
}

/** @param {Status} status */
const notInOrder = (status) => (["revoked", "suspended", "unknown"].includes(status) ? status : null);

/** @param {import("./claims.js").Claims} claims @param {number} at */
function outsideDates(claims, at) {
  if (at < claims.validFrom * 1000 - SLACK_MS) return "not_yet_valid";
  return at >= claims.validUntil * 1000 ? "expired" : null;
}

/** @param {import("./live.js").Proof} proof @param {number} at @param {string | null} asked */
function doubtOf(proof, at, asked) {
  const made = proof.madeAt * 1000;
  if (at - made > LASTS_MS) return "code_old";
  if (made - at > AHEAD_MS) return "code_ahead";
  if (asked !== null && proof.answer !== asked) return proof.answer === null ? "answer_missing" : "answer_wrong";
  return null;
}
