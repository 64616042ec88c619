// Her day as the server told it: sealed, and dropped three days after it was told.
import { open, seal } from "./sealed.js";
import { forget, keep, recall } from "./store.js";

const NAME = "day";

/** @typedef {{ person: string, obligation: string | null, name: string, who: string, own_fen: number | null, standing: string, payable: boolean, consented: boolean, why: string, introduced: string, said: string }} Member */
/** @typedef {{ id: string, no: string, slip: string | null, members: Member[] }} Household */
/** @typedef {{ id: string, no: string, village: string, place: string | null, contact: string | null, state: string, wanted_on: string | null, wanted_part: string | null, household: string | null, unsent?: boolean }} Visit `unsent`: its money is in no record of the server yet */
/** @typedef {{ made_at: string, server_now: string, keep_until: string, unlock: string, csrf: string, coverage_year: number, courier: { no: string, name: string }, visits: Visit[], households: Household[], aloud: Record<number, string>, leaves: string[], cash: { in_hand_fen: number, limit_fen: number }, locale: string }} Day */
/** @typedef {{ heardAt: number, until: number, ahead: number, latest: number, lang: string, sealed: import("./sealed.js").Sealed }} KeptDay milliseconds; `ahead`: of the server's clock; `latest`: the latest time that this phone has seen */

/** @param {CryptoKey} key @param {Day} day */
export async function keepDay(key, day) {
  const ahead = Date.parse(day.server_now) - Date.now();
  const { unlock: _, ...told } = day;
  const heardAt = Date.now() + ahead;
  const lang = day.locale.replace("_", "-");
  await keep(NAME, { heardAt, latest: heardAt, ahead, until: Date.parse(day.keep_until), lang, sealed: await seal(key, told, NAME) });
}

/** @param {CryptoKey} key @returns {Promise<Omit<Day, "unlock"> | null>} null when there is none any more */
export async function readDay(key) {
  const kept = await keptDay();
  return kept && open(key, kept.sealed, NAME);
}

/** Drops a day that is over, also when the phone's clock was set back. @returns {Promise<KeptDay | null>} */
export async function keptDay() {
  /** @type {KeptDay | undefined} */
  const kept = await recall(NAME);
  if (!kept) return null;
  const latest = Math.max(Date.now() + kept.ahead, kept.latest);
  if (latest >= kept.until) {
    await forget(NAME);
    await keep("day dropped", true);
    return null;
  }
  await keep(NAME, { ...kept, latest });
  return kept;
}
