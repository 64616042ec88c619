// Messages that did not reach the server. Each keeps its own id, so that one that did arrive, and
// whose answer was lost, is not said twice. Words stay in this tab through a reload; a picture
// stays as long as the page.

const PLACE = "chat-unsent";

/** @typedef {{ id: string, words: string, fields: Record<string, string>, picture?: Blob }} Outgoing */

/** Random as the browser can; also where the page has no secure address. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @returns {Outgoing[]} */
export function unsent() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Outgoing} message */
export function keep(message) {
  if (!message.picture) put([...without(message.id), message]);
}

/** @param {string} id */
export function forget(id) {
  put(without(id));
}

export function forgetAll() {
  put([]);
}

/** @param {string} id */
function without(id) {
  return unsent().filter((one) => one.id !== id);
}

/** @param {Outgoing[]} messages */
function put(messages) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(messages));
  } catch {
    // A private window may forbid storage: the bubble on the page still has it.
  }
}
