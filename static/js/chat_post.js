// What the chat says to the server, and what comes back.

const PATIENCE_MS = 20_000;
const PICTURE_PATIENCE_MS = 90_000;

/**
 * @typedef {import("./chat_bubbles.js").Message} Message
 * @typedef {{ messages: Message[], own?: string, after?: number, again?: boolean }} Answer
 */

/** The server answered, but did not take the message; it says why. */
export class Refusal extends Error {
  /** @param {number} status @param {Message[]} messages */
  constructor(status, messages) {
    super(String(status));
    this.messages = messages;
  }
}

/**
 * @param {string} address
 * @param {import("./chat_outbox.js").Outgoing} message
 * @param {Record<string, string>} marks csrf_token and after
 * @returns {Promise<Answer>}
 */
export async function post(address, message, marks) {
  const pairs = { ...marks, message_id: message.id, ...message.fields };
  const body = message.picture ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(pairs)) body.append(name, value);
  if (message.picture && body instanceof FormData) body.append("picture", message.picture, "picture.jpg");
  const patience = message.picture ? PICTURE_PATIENCE_MS : PATIENCE_MS;
  return read(await fetch(address, { method: "POST", body, ...asking(patience) }));
}

/** @param {string} address @returns {Promise<Answer>} */
export async function look(address) {
  return read(await fetch(address, { cache: "no-store", ...asking(PATIENCE_MS) }));
}

/** @param {number} patience */
function asking(patience) {
  return { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(patience) };
}

/** @param {Response} response @returns {Promise<Answer>} */
async function read(response) {
  const said = await response.json();
  if (response.ok) return said;
  throw new Refusal(response.status, said.messages ?? [{ from: "note", text: said.message ?? "" }]);
}
