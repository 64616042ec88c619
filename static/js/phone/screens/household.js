// Who lives here, who owes what and why; without a network.
import { copy, fill, list, mark, money, part, say } from "../words.js";
import { mayTake } from "./limit.js";

/** @typedef {import("../shell.js").Asked} Asked */
/** @typedef {import("../day.js").Member} Member */

/** A payment with a network was begun, and how it ended is not known here. */
const WAITED_FOR = new Set(["begun", "being_paid"]);

/** @param {Member[]} members */
export const sum = (members) => members.reduce((fen, { own_fen }) => fen + (own_fen ?? 0), 0);

/** Those of the address's people who may pay. @param {Asked} asked @returns {Member[]} */
export function chosen({ day, ids, asked }) {
  const people = new Set(asked.getAll("person"));
  const members = day.households.find(({ id }) => id === ids[0])?.members ?? [];
  return members.filter(({ person, payable }) => payable && people.has(person));
}

/** The address of another screen of the same household. @param {Asked} asked @param {string} screen @param {Member[]} people @param {Record<string, string>} [more] */
export function addressOf({ ids, asked }, screen, people, more = {}) {
  const query = new URLSearchParams({ visit: asked.get("visit") ?? "", ...more });
  for (const { person } of people) query.append("person", person);
  return `/courier/household/${ids[0]}${screen}?${query}`;
}

/** @param {Asked} asked */
export function household(asked) {
  const found = asked.day.households.find(({ id }) => id === asked.ids[0]);
  if (!found) return copy("screen-network");
  const screen = copy("screen-household");
  const payable = found.members.filter((member) => member.payable);
  const others = found.members.filter((member) => !member.payable);
  fill(screen, { title: say("household_title", { number: found.no }) });
  showPayable(asked, screen, payable);
  list(screen, "others", others, (one, { name, who, why, standing }) =>
    fill(one, { name: `${name} · ${who}`, why: WAITED_FOR.has(standing) ? say("begun") : why, mark: mark(`standing_${standing}`) }));
  part(screen, "[data-others]", HTMLElement).hidden = others.length === 0;
  part(screen, "[data-all-done]", HTMLElement).hidden = payable.length > 0 || others.some(({ standing }) => WAITED_FOR.has(standing));
  part(screen, "a[data-back]", HTMLAnchorElement).href = `/courier/visits/${asked.asked.get("visit")}`;
  return screen;
}

/** @param {Asked} asked @param {DocumentFragment} screen @param {Member[]} payable */
function showPayable(asked, screen, payable) {
  const form = part(screen, "form", HTMLFormElement);
  form.hidden = payable.length === 0;
  list(screen, "payable", payable, (one, { person, name, who, why, own_fen }) => {
    fill(one, { name, who, why, amount: money(own_fen ?? 0) });
    part(one, "input", HTMLInputElement).value = person;
  });
  const ticked = () => {
    const people = new FormData(form).getAll("person");
    return payable.filter(({ person }) => people.includes(person));
  };
  const add = () => {
    fill(form, { total: money(sum(ticked())) });
    part(form, "[type=submit]", HTMLButtonElement).disabled = !mayTake(form, asked.day, sum(ticked()));
  };
  form.addEventListener("change", add);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (ticked().length) void asked.shell.go(addressOf(asked, "/consent", ticked()));
  });
  add();
}
