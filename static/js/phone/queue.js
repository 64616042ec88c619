// Records of what the courier did: kept, sealed, before anything is said to be done; sent when there is a network.
import { open, seal } from "./sealed.js";
import { forgetRecords, keepRecord, records } from "./store.js";

/** @typedef {"step" | "not_done" | "consent" | "cash"} Kind */
/** @typedef {{ id: string, kind: Kind, at: string, body: any }} Item as the server takes it */
/** @typedef {import("./store.js").State} State */
/** @typedef {import("./exchange.js").Outcome} Outcome */
/** @typedef {Item & { about: string, state: State, outcome: Outcome | null, kept: import("./store.js").Kept }} Entry */

/** Somebody, perhaps in another tab, has kept this already. */
export class Twice extends Error {}

/** @param {CryptoKey} key @returns {Promise<Entry[]>} */
export async function entries(key) {
  return Promise.all((await records()).map((kept) => entry(key, kept)));
}

/** @param {CryptoKey} key @param {import("./store.js").Kept} kept @returns {Promise<Entry>} */
async function entry(key, kept) {
  const item = await open(key, kept.sealed, kept.id);
  const outcome = kept.outcome ? await open(key, kept.outcome, `${kept.id} outcome`) : null;
  return { ...item, id: kept.id, state: kept.state, outcome, kept };
}

/**
 * Keeps a record; one tab at a time. Throws Twice, or what the browser throws when its store is full.
 * @param {CryptoKey} key @param {Kind} kind @param {object} body @param {string} about what she reads in her own list
 * @param {(entries: Entry[]) => boolean} isKept whether the same is among those already
 * @returns {Promise<string>} its id
 */
export async function keepItem(key, kind, body, about, isKept) {
  return navigator.locks.request("yibao phone keeps", async () => {
    if (isKept(await entries(key))) throw new Twice();
    /** @type {string} */
    const id = crypto.randomUUID();
    const item = { kind, at: new Date().toISOString(), body, about };
    await keepRecord({ id, state: "unsent", sealed: await seal(key, item, id) });
    return id;
  });
}

/** @param {CryptoKey} key @param {Entry} entry @param {Outcome} outcome */
export async function keepOutcome(key, { kept }, outcome) {
  const words = await seal(key, outcome, `${kept.id} outcome`);
  await keepRecord({ ...kept, state: outcome.outcome, outcome: words });
}

/** A newer day contains these; what she is to read of them stays. @param {Entry[]} done */
export async function forgetDone(done) {
  await forgetEntries(done.filter(({ outcome }) => !outcome?.to_read));
  for (const { kept, outcome } of done) if (outcome?.to_read) await keepRecord({ ...kept, state: "told" });
}

/** Those that she has read. @param {Entry[]} gone */
export const forgetEntries = (gone) => forgetRecords(gone.map(({ kept }) => kept));

/** @param {Entry} entry @returns {Item} */
export const itemOf = ({ id, kind, at, body }) => ({ id, kind, at, body });
