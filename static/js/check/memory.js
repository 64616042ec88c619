// What this phone remembers of checks: the office's keys and lists, codes it has seen. No names, no photographs.

const BASE = "yibao-check";
const STORE = "kept";
/** Where a browser keeps nothing, a page still remembers while it is open. @type {Map<string, unknown>} */
const meanwhile = new Map();

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransactionMode} mode */
async function store(mode) {
  const opening = indexedDB.open(BASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return (await done(opening)).transaction(STORE, mode).objectStore(STORE);
}

/** @template T @param {string} name @returns {Promise<T | undefined>} */
export async function recall(name) {
  try {
    return await done((await store("readonly")).get(name));
  } catch {
    return /** @type {T | undefined} */ (meanwhile.get(name));
  }
}

/** @param {string} name @param {unknown} value */
export async function remember(name, value) {
  meanwhile.set(name, value);
  try {
    await done((await store("readwrite")).put(value, name));
  } catch {
    // kept in `meanwhile`
  }
}
