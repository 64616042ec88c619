// How a visit is shown: where it is, and when it was wished for.
import { longDay, mark, say, today } from "../words.js";

/** @typedef {import("../day.js").Visit} Visit */

/** @param {Visit} visit */
export const placeOf = ({ place, village }) => place || village;

/** @param {Visit} visit */
export const whereOf = ({ place, village, contact }) => [place && village, contact].filter(Boolean).join(" · ");

/** @param {Visit} visit */
export const markOf = ({ state, unsent }) => mark(unsent ? "standing_kept" : `state_${state}`);

/** @param {Visit} visit */
export function wanted({ wanted_on: on, wanted_part: part }) {
  const day = wantedDay(on);
  return part ? say("with_part", { day, part: say(`part_${part}`) }) : day;
}

/** @param {string | null} on */
function wantedDay(on) {
  if (!on) return say("any_day");
  if (on === today()) return say("today");
  return on < today() ? say("late", { day: longDay(on) }) : longDay(on);
}
