// Why a visit came to nothing, without a network: what the page asks, and a next day where one is needed.
import { isNotDoneKept } from "../applied.js";
import { copy, dayIn, fill, longDay, part, say, tellFault, today } from "../words.js";
import { placeOf } from "./shown.js";

/** What belongs to a reason besides the day, as on the page. */
const TOLD = /** @type {Record<string, string>} */ ({ already_paid: "elsewhere", moved: "moved_to", died: "person" });

/** @typedef {import("../shell.js").Asked} Asked */
/** @typedef {import("../day.js").Visit} Visit */

/** @param {Asked} asked */
export function notDone(asked) {
  const { day, ids } = asked;
  const found = day.visits.find(({ id }) => id === ids[0]);
  if (!found) return copy("screen-network");
  const screen = copy("screen-not-done");
  fill(screen, { place: placeOf(found) });
  part(screen, "a[data-back]", HTMLAnchorElement).href = `/courier/visits/${found.id}`;
  offerPeople(asked, screen, found);
  const form = part(screen, "form", HTMLFormElement);
  const field = part(form, "[name=next_on]", HTMLInputElement);
  field.min = today();
  field.max = dayIn(Number(field.dataset.latestDays));
  form.addEventListener("change", () => { field.required = wantsDay(form) === "needed"; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(asked, found, form);
  });
  return screen;
}

/** Who may have died: those of the household. @param {Asked} asked @param {DocumentFragment} screen @param {Visit} found */
function offerPeople({ day }, screen, found) {
  const members = day.households.find(({ id }) => id === found.household)?.members ?? [];
  const choices = members.map(({ person, name, who }) => new Option(`${name} · ${who}`, person));
  part(screen, "select[name=person]", HTMLSelectElement).append(...choices);
  part(screen, "[data-died]", HTMLElement).hidden = choices.length === 0;
}

/** @param {Asked} asked @param {Visit} found @param {HTMLFormElement} form */
async function save({ shell }, found, form) {
  const said = new FormData(form);
  const told = (/** @type {string} */ name) => String(said.get(name) ?? "").trim() || null;
  const reason = told("reason");
  const wants = wantsDay(form);
  const next_on = wants === "none" ? null : told("next_on");
  const { max } = part(form, "[name=next_on]", HTMLInputElement);
  const fault = missing(reason, wants, next_on, max);
  if (fault) return tellFault(shell.place, say(fault, { latest: longDay(max) }));
  const more = TOLD[reason ?? ""];
  const body = { visit: found.id, reason, next_on, ...(more && told(more) ? { [more]: told(more) } : {}) };
  const about = say("about_not_done", { place: placeOf(found) });
  if (await shell.keep("not_done", body, about, isNotDoneKept(found.id))) await shell.go("/courier/today");
}

/** What has to be said before it is kept: a sentence's name. @param {string | null} reason @param {string} wants @param {string | null} day @param {string} latest */
function missing(reason, wants, day, latest) {
  if (!reason) return "choose_reason";
  if (wants === "needed" && !day) return "day_needed";
  if (day && day > latest) return "day_far";
  return day && day < today() ? "choose_day" : "";
}

/** Whether the reason needs a next day, forbids one, or neither. @param {HTMLFormElement} form */
function wantsDay(form) {
  const reason = form.querySelector("[name=reason]:checked");
  return (reason instanceof HTMLElement && reason.dataset.day) || "";
}
