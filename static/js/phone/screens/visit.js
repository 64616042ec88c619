// One visit without a network: its next step, or why it came to nothing.
import { isNotDoneKept, isStepKept } from "../applied.js";
import { copy, fill, mark, part, say, tellFault, today } from "../words.js";
import { placeOf, wanted, whereOf } from "./shown.js";

const STEPS = /** @type {Record<string, string[]>} */ ({
  accepted: ["depart", "arrive"],
  on_the_way: ["arrive"],
  arrived: ["finish"],
  consented: ["finish"],
  paid: ["finish"],
});
const MAY_FAIL = new Set(["accepted", "on_the_way", "arrived", "consented"]);

/** @typedef {import("../shell.js").Asked} Asked */
/** @typedef {import("../day.js").Visit} Visit */

/** @param {Asked} asked */
export function visit({ shell, day, ids }) {
  const found = day.visits.find(({ id }) => id === ids[0]);
  if (!found) return copy("screen-network");
  const screen = copy("screen-visit");
  fill(screen, { place: placeOf(found), where: whereOf(found), wanted: wanted(found), mark: mark(`state_${found.state}`) });
  for (const button of screen.querySelectorAll("button[data-step]")) {
    if (button instanceof HTMLButtonElement) offerStep(shell, found, button);
  }
  offerHousehold(screen, found);
  const notDone = part(screen, "a[data-not-done]", HTMLAnchorElement);
  notDone.href = `/courier/visits/${found.id}/not-done`;
  notDone.hidden = !MAY_FAIL.has(found.state);
  part(screen, "[data-steps]", HTMLElement).hidden = !STEPS[found.state];
  return screen;
}

/** @param {import("../shell.js").Shell} shell @param {Visit} found @param {HTMLButtonElement} button */
function offerStep(shell, found, button) {
  const step = button.dataset.step ?? "";
  button.hidden = !STEPS[found.state]?.includes(step);
  button.addEventListener("click", async () => {
    const about = say(`about_${step}`, { place: placeOf(found) });
    if (await shell.keep("step", { visit: found.id, step }, about, isStepKept(found.id, step))) await shell.draw();
  });
}

/** @param {DocumentFragment} screen @param {Visit} found */
function offerHousehold(screen, { id, state, household }) {
  const isThere = STEPS[state]?.includes("finish") ?? false;
  const link = part(screen, "a[data-household]", HTMLAnchorElement);
  if (household) link.href = `/courier/household/${household}?visit=${id}`;
  link.hidden = !isThere || !household;
  part(screen, "[data-no-household]", HTMLElement).hidden = !isThere || household !== null;
}

/** @param {Asked} asked */
export function notDone({ shell, day, ids }) {
  const found = day.visits.find(({ id }) => id === ids[0]);
  if (!found) return copy("screen-network");
  const screen = copy("screen-not-done");
  fill(screen, { place: placeOf(found) });
  part(screen, "a[data-back]", HTMLAnchorElement).href = `/courier/visits/${found.id}`;
  const form = part(screen, "form", HTMLFormElement);
  form.addEventListener("change", () => askDay(form));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = new FormData(form);
    const next_on = String(said.get("next_on") ?? "") || null;
    if (next_on && next_on < today()) return tellFault(shell.place, say("choose_day"));
    const body = { visit: found.id, reason: said.get("reason"), next_on };
    const about = say("about_not_done", { place: placeOf(found) });
    if (await shell.keep("not_done", body, about, isNotDoneKept(found.id))) await shell.go("/courier/today");
  });
  return screen;
}

/** The next day is asked for as the reason wants it. @param {HTMLFormElement} form */
function askDay(form) {
  const reason = form.querySelector("[name=reason]:checked");
  const wants = reason instanceof HTMLElement ? reason.dataset.day : "";
  const field = part(form, "[name=next_on]", HTMLInputElement);
  field.required = wants === "needed";
  field.disabled = wants === "none";
  part(form, "[data-next-on]", HTMLElement).hidden = field.disabled;
}
