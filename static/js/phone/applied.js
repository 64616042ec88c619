// Her day as it is once what this phone has kept has happened. Nothing in here asks or keeps anything.

/** @typedef {import("./queue.js").Entry} Entry */
/** @typedef {{ obligation: string, fen: number, leaf: string }} Written a sum on a leaf */
/** @typedef {Omit<import("./day.js").Day, "unlock"> & { taken?: { consent: string, owed: Written[] }[] }} Day `taken`: cash that is not in the day yet */

const STATES = /** @type {Record<string, string>} */ ({ depart: "on_the_way", arrive: "arrived", finish: "signed_off" });

/** @param {Entry} entry what counts as happened and is not in the day yet: unsent, done, or with the township */
export const counts = ({ state }) => state !== "refused" && state !== "told";

/** @param {Day} day @param {Entry[]} entries the oldest first @param {string[]} [begun] obligations for which a payment was begun with a network @returns {Day} */
export function applied(day, entries, begun = []) {
  const happened = structuredClone(day);
  for (const obligation of begun) stands(happened, obligation, "begun");
  for (const entry of entries.filter(counts)) happen(happened, entry);
  happened.taken = entries.filter(counts).filter(({ kind }) => kind === "cash").map(({ body }) => body);
  const written = new Set(entries.flatMap(leavesOf));
  happened.leaves = happened.leaves.filter((leaf) => !written.has(leaf));
  return happened;
}

/** Receipt numbers that stand on paper already, whatever became of them. @param {Entry} entry @returns {string[]} */
const leavesOf = ({ kind, body }) => (kind === "cash" ? body.owed.map((/** @type {{leaf: string}} */ { leaf }) => leaf) : []);

/** @param {Day} day @param {Entry} entry */
function happen(day, { kind, body, state }) {
  const visit = day.visits.find(({ id }) => id === body.visit);
  if (visit) visit.state = stateAfter(visit.state, kind, body);
  if (visit && kind === "cash") visit.unsent = state === "unsent";
  if (kind === "cash") takeCash(day, body);
}

/** @param {string} state @param {string} kind @param {any} body */
function stateAfter(state, kind, body) {
  if (kind === "step") return STATES[body.step] ?? state;
  if (kind === "not_done") return "not_done";
  if (kind === "cash") return "paid";
  return state === "paid" ? state : "consented";
}

/** @param {Day} day @param {any} body */
function takeCash(day, body) {
  for (const { obligation, fen } of body.owed) {
    day.cash.in_hand_fen += fen;
    stands(day, obligation, "kept");
  }
}

/** @param {Day} day @param {string} obligation @param {string} standing in which nobody may pay for it */
function stands(day, obligation, standing) {
  for (const member of day.households.flatMap(({ members }) => members)) {
    if (member.obligation === obligation && member.payable) Object.assign(member, { standing, payable: false });
  }
}

/** Whether a step of a visit is kept already. @param {string} visit @param {string} step */
export const isStepKept = (visit, step) => (/** @type {Entry[]} */ entries) =>
  entries.filter(counts).some(({ kind, body }) => kind === "step" && body.visit === visit && body.step === step);

/** Whether it is kept already that a visit came to nothing. @param {string} visit */
export const isNotDoneKept = (visit) => (/** @type {Entry[]} */ entries) =>
  entries.filter(counts).some(({ kind, body }) => kind === "not_done" && body.visit === visit);

/** Whether one of these has paid already, or one of the numbers is on paper. @param {{ obligation: string, leaf: string }[]} owed */
export const isCashKept = (owed) => (/** @type {Entry[]} */ entries) => {
  const cash = entries.filter(({ kind }) => kind === "cash");
  const paid = new Set(cash.filter(counts).flatMap(({ body }) => body.owed.map((/** @type {any} */ one) => one.obligation)));
  const written = new Set(cash.flatMap(leavesOf));
  return owed.some(({ obligation, leaf }) => paid.has(obligation) || written.has(leaf));
};
