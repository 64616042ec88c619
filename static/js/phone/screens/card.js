// Her own card without a network: the code that this phone signs by itself, as long as the kept card lasts.
import { CardFace } from "../../card_face.js";
import { keptCard } from "../../card_kept.js";
import { copy, fill, moment, part, say } from "../words.js";

/** @param {import("../shell.js").Asked} asked */
export function card({ day }) {
  const screen = copy("screen-card");
  fill(screen, { name: day.courier.name, number: day.courier.no });
  void show(new CardFace(part(screen, "[data-live-card]", HTMLElement)));
  return screen;
}

/** @param {CardFace} face */
async function show(face) {
  const kept = await keptCard();
  if (!kept) return face.say(say("card_none"));
  fill(face.box, { until: say("card_until", { at: moment(kept.until * 1000) }) });
  await face.show(kept);
}
