// One visit without a network: its next step.
import { isStepKept } from "../applied.js";
import { copy, fill, part, say, tellFault } from "../words.js";
import { markOf, placeOf, wanted, whereOf } from "./shown.js";

const STEPS = /** @type {Record<string, string[]>} */ ({
  accepted: ["depart", "arrive"],
  on_the_way: ["arrive"],
  arrived: ["finish"],
  consented: ["finish"],
  paid: ["finish"],
});
const HAS_PAID = new Set(["paid", "kept"]);
const OWES = new Set(["open", "begun", "being_paid", "paid_elsewhere", "unknown"]);
const MAY_FAIL = new Set(["accepted", "on_the_way", "arrived", "consented"]);

/** @typedef {import("../shell.js").Asked} Asked */
/** @typedef {import("../day.js").Visit} Visit */

/** @param {Asked} asked */
export function visit({ shell, day, ids }) {
  const found = day.visits.find(({ id }) => id === ids[0]);
  if (!found) return copy("screen-network");
  const screen = copy("screen-visit");
  fill(screen, { place: placeOf(found), where: whereOf(found), wanted: wanted(found), mark: markOf(found) });
  for (const button of screen.querySelectorAll("button[data-step]")) {
    if (button instanceof HTMLButtonElement) offerStep(shell, found, button, isSettled(day, found));
  }
  offerHousehold(screen, found);
  const notDone = part(screen, "a[data-not-done]", HTMLAnchorElement);
  notDone.href = `/courier/visits/${found.id}/not-done`;
  notDone.hidden = !MAY_FAIL.has(found.state);
  part(screen, "[data-steps]", HTMLElement).hidden = !STEPS[found.state];
  return screen;
}

/** @param {import("../shell.js").Shell} shell @param {Visit} found @param {HTMLButtonElement} button @param {boolean} settled */
function offerStep(shell, found, button, settled) {
  const step = button.dataset.step ?? "";
  button.hidden = !STEPS[found.state]?.includes(step);
  button.addEventListener("click", async () => {
    if (step === "finish" && !settled) return askWhy(shell, found);
    const about = say(`about_${step}`, { place: placeOf(found) });
    if (await shell.keep("step", { visit: found.id, step }, about, isStepKept(found.id, step))) await shell.draw();
  });
}

/** Whether somebody of the household has paid, or nobody of it owes anything. @param {Asked["day"]} day @param {Visit} found */
function isSettled(day, { state, household }) {
  const members = day.households.find(({ id }) => id === household)?.members ?? [];
  const paid = members.some(({ standing }) => HAS_PAID.has(standing));
  const none = members.length > 0 && !members.some(({ standing }) => OWES.has(standing));
  return state === "paid" || paid || none;
}

/** Nobody paid: why nothing came of it is asked. @param {import("../shell.js").Shell} shell @param {Visit} found */
async function askWhy(shell, { id }) {
  await shell.go(`/courier/visits/${id}/not-done`);
  tellFault(shell.place, say("nothing_paid"));
}

/** @param {DocumentFragment} screen @param {Visit} found */
function offerHousehold(screen, { id, state, household }) {
  const isThere = STEPS[state]?.includes("finish") ?? false;
  const link = part(screen, "a[data-household]", HTMLAnchorElement);
  if (household) link.href = `/courier/household/${household}?visit=${id}`;
  link.hidden = !isThere || !household;
  part(screen, "[data-no-household]", HTMLElement).hidden = !isThere || household !== null;
}
