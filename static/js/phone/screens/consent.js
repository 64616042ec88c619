// What is read out before anybody pays, and how they agreed.
import { offerScan } from "../../scan.js";
import { offerSignature } from "../../signature.js";
import { aloud, copy, fill, list, money, part, say, tellFault } from "../words.js";
import { addressOf, chosen, sum } from "./household.js";
import { givenIn } from "./proof.js";

/** @typedef {import("../shell.js").Asked} Asked */
/** @typedef {import("../day.js").Member} Member */

/** @param {Asked} asked */
export function consent(asked) {
  const people = chosen(asked);
  if (!people.length) return copy("screen-network");
  const screen = copy("screen-consent");
  const total = say("said_total", { people: people.length, amount: money(sum(people)) });
  list(screen, "said", people, (one, { introduced, said, own_fen }) =>
    fill(one, { introduced, said, amount: money(own_fen ?? 0), aloud: aloud(asked.day, own_fen ?? 0) }));
  fill(screen, { sum: money(sum(people)), sum_aloud: aloud(asked.day, sum(people)), total });
  part(screen, "a[data-back]", HTMLAnchorElement).href = addressOf(asked, "", []);
  const read = [...people.flatMap(({ introduced, said }) => [introduced, said]), total, say("question")].join("\n");
  offerForm(asked, screen, read);
  return screen;
}

/** @param {Asked} asked @param {DocumentFragment} screen @param {string} read */
function offerForm(asked, screen, read) {
  const form = part(screen, "form", HTMLFormElement);
  const button = part(form, "[data-agree]", HTMLButtonElement);
  offerSignature(part(form, "[data-signature]", HTMLElement));
  offerScan(form);
  for (const mended of ["input", "pointerdown"]) form.addEventListener(mended, () => { part(form, "[data-fault]", HTMLElement).hidden = true; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true; // a second press is none
    await agree(asked, form, read);
    button.disabled = false;
  });
}

/** @param {Asked} asked @param {HTMLFormElement} form @param {string} read all that was read out */
async function agree(asked, form, read) {
  const { shell, day, ids } = asked;
  const people = chosen(asked);
  const given = await givenIn(form, day.households.find(({ id }) => id === ids[0])?.slip ?? null);
  if (typeof given === "string") return tellFault(form, say(given));
  const body = {
    visit: asked.asked.get("visit") || null,
    household: ids[0],
    ...given,
    locale: day.locale,
    read_out: read,
    shown_fen: sum(people),
    people: people.map(({ person, own_fen, said }) => ({ person, fen: own_fen, said })),
  };
  const names = people.map(({ name }) => name).join(say("comma"));
  const about = say("about_consent", { names, amount: money(sum(people)) });
  const id = await shell.keep("consent", body, about, () => false);
  if (id) await shell.go(addressOf(asked, "/cash", people, { consent: id }));
}
