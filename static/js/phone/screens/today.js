// Her visits of today, without a network.
import { copy, fill, list, moment, money, part, say } from "../words.js";
import { mayTake } from "./limit.js";
import { markOf, placeOf, wanted, whereOf } from "./shown.js";

/** @param {import("../shell.js").Asked} asked */
export function today({ day }) {
  const screen = copy("screen-today");
  fill(screen, {
    heard: say("heard", { at: moment(Date.parse(day.made_at)) }),
    leaves: say("leaves", { count: day.leaves.length }),
    in_hand: say("in_hand", { amount: money(day.cash.in_hand_fen) }),
  });
  mayTake(screen, day, 0);
  list(screen, "visits", day.visits, (one, visit) => {
    fill(one, { place: placeOf(visit), where: whereOf(visit), wanted: wanted(visit), mark: markOf(visit) });
    part(one, "a", HTMLAnchorElement).href = `/courier/visits/${visit.id}`;
  });
  part(screen, "[data-none]", HTMLElement).hidden = day.visits.length > 0;
  return screen;
}
