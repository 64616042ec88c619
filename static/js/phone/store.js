// What a courier's phone keeps: a few things by name, and records in the order in which they were made.
// Whatever tells of people lies here sealed (sealed.js).
import { deleteDB, openDB } from "../../vendor/idb.js";

const BASE = "yibao-phone";
const SAFE = /** @type {const} */ ({ durability: "strict" }); // on the disk before anything is said to be kept

/** @typedef {import("./sealed.js").Sealed} Sealed */
/** @typedef {"unsent" | "done" | "refused" | "held" | "told"} State what the server made of a record; `told`: done, in the day, and to be read */
/** @typedef {{ id: string, state: State, sealed: Sealed, outcome?: Sealed }} NewRecord */
/** @typedef {NewRecord & { order: number }} Kept */

/** @type {Promise<import("idb").IDBPDatabase> | undefined} */
let opening;

function base() {
  opening ??= openDB(BASE, 1, {
    upgrade(db) {
      db.createObjectStore("things");
      db.createObjectStore("records", { keyPath: "order", autoIncrement: true });
    },
    blocking: close,
    terminated: close,
  });
  return opening;
}

function close() {
  void opening?.then((db) => db.close());
  opening = undefined;
}

/** @template T @param {string} name @returns {Promise<T | undefined>} */
export async function recall(name) {
  return (await base()).get("things", name);
}

/** @param {string} name @param {unknown} thing */
export async function keep(name, thing) {
  const change = (await base()).transaction("things", "readwrite", SAFE);
  await Promise.all([change.store.put(thing, name), change.done]);
}

/** @param {string[]} names */
export async function forget(...names) {
  const change = (await base()).transaction("things", "readwrite", SAFE);
  await Promise.all([...names.map((name) => change.store.delete(name)), change.done]);
}

/** @returns {Promise<Kept[]>} the oldest first */
export async function records() {
  return (await base()).getAll("records");
}

export async function unsentCount() {
  return (await records()).filter(({ state }) => state === "unsent").length;
}

/** A new one, or another state of one that has its `order`. @param {NewRecord | Kept} record */
export async function keepRecord(record) {
  const change = (await base()).transaction("records", "readwrite", SAFE);
  await Promise.all([change.store.put(record), change.done]);
}

/** @param {Kept[]} gone */
export async function forgetRecords(gone) {
  const change = (await base()).transaction("records", "readwrite", SAFE);
  await Promise.all([...gone.map(({ order }) => change.store.delete(order)), change.done]);
}

export async function forgetAll() {
  const db = opening && (await opening);
  db?.close();
  opening = undefined;
  await deleteDB(BASE);
}
