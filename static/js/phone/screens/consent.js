// What is read out before anybody pays, and that they agreed.
import { speakButton } from "../../speech.js";
import { copy, fill, list, money, part, say } from "../words.js";
import { addressOf, chosen, sum } from "./household.js";

/** @param {import("../shell.js").Asked} asked */
export function consent(asked) {
  const people = chosen(asked);
  if (!people.length) return copy("screen-network");
  const screen = copy("screen-consent");
  list(screen, "said", people, (one, { said }) => fill(one, { said }));
  fill(screen, { total: say("said_total", { people: people.length, amount: money(sum(people)) }) });
  const button = part(screen, "[data-listen]", HTMLButtonElement);
  const readOut = part(screen, "#read-out", HTMLElement);
  speakButton(button, () => readOut.innerText, button.dataset);
  part(screen, "a[data-back]", HTMLAnchorElement).href = addressOf(asked, "", []);
  part(screen, "[data-agree]", HTMLButtonElement).addEventListener("click", () => agree(asked));
  return screen;
}

/** @param {import("../shell.js").Asked} asked */
async function agree(asked) {
  const { shell, day, ids } = asked;
  const people = chosen(asked);
  const body = {
    visit: asked.asked.get("visit") || null,
    household: ids[0],
    method: "spoken",
    locale: day.locale,
    shown_fen: sum(people),
    people: people.map(({ person, own_fen, said }) => ({ person, fen: own_fen, said })),
  };
  const names = people.map(({ name }) => name).join(say("comma"));
  const about = say("about_consent", { names, amount: money(sum(people)) });
  const id = await shell.keep("consent", body, about, () => false);
  if (id) await shell.go(addressOf(asked, "/cash", people, { consent: id }));
}
