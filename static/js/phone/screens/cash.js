// Cash without a network: on receipts whose numbers were set aside for this phone.
import { isCashKept } from "../applied.js";
import { aloud, copy, fill, list, money, part, say, tellFault } from "../words.js";
import { addressOf, chosen, sum } from "./household.js";
import { mayTake } from "./limit.js";

/** @typedef {import("../shell.js").Asked} Asked */
/** @typedef {{ obligation: string, fen: number, leaf: string, name: string, who: string }} Owed */

/** @param {Asked} asked */
export function cash(asked) {
  const taken = takenBefore(asked);
  if (taken) return keptScreen(asked, taken);
  const people = chosen(asked);
  if (!people.length || !asked.asked.get("consent")) return copy("screen-network");
  const screen = copy("screen-cash");
  const { leaves } = asked.day;
  const owed = people.flatMap(({ obligation, own_fen, name, who }, place) => {
    const leaf = leaves[place];
    return obligation && own_fen && leaf ? [{ obligation, fen: own_fen, leaf, name, who }] : [];
  });
  fill(screen, { sum: money(sum(people)), sum_aloud: aloud(asked.day, sum(people)) });
  showLeaves(asked, screen, owed);
  part(screen, "a[data-back]", HTMLAnchorElement).href = addressOf(asked, "", []);
  const button = part(screen, "[data-taken]", HTMLButtonElement);
  const hasLeaves = owed.length === people.length;
  if (!hasLeaves) tellFault(screen, say("few_leaves", { count: leaves.length }));
  button.hidden = !mayTake(screen, asked.day, sum(people)) || !hasLeaves;
  button.addEventListener("click", () => take(asked, owed));
  return screen;
}

/** What this very consent has brought already, when the page was closed or killed after it. @param {Asked} asked @returns {Owed[] | undefined} */
function takenBefore({ day, asked }) {
  const members = day.households.flatMap((household) => household.members);
  const found = day.taken?.find(({ consent }) => consent === asked.get("consent"));
  return found?.owed.map((one) => {
    const { name = "", who = "" } = members.find(({ obligation }) => obligation === one.obligation) ?? {};
    return { ...one, name, who };
  });
}

/** @param {Asked} asked @param {ParentNode} screen @param {Owed[]} owed */
const showLeaves = ({ day }, screen, owed) =>
  list(screen, "leaves", owed, (one, { name, who, fen, leaf }) =>
    fill(one, { name, who, leaf, amount: money(fen), aloud: aloud(day, fen) }));

/** @param {Asked} asked @param {Owed[]} owed */
async function take(asked, owed) {
  const { shell, ids } = asked;
  const total = owed.reduce((fen, one) => fen + one.fen, 0);
  const day = await shell.day(); // another tab may have taken cash
  if (day && !mayTake(shell.place, day, total)) return;
  const body = {
    visit: asked.asked.get("visit") || null,
    household: ids[0],
    consent: asked.asked.get("consent"),
    owed: owed.map(({ obligation, fen, leaf }) => ({ obligation, fen, leaf })),
  };
  const facts = {
    names: owed.map(({ name }) => name).join(say("comma")),
    amount: money(total),
    numbers: owed.map(({ leaf }) => leaf).join(say("comma")),
  };
  if (!(await shell.keep("cash", body, say("about_cash", facts), isCashKept(owed)))) return;
  history.replaceState(null, "", addressOf(asked, "", []));
  shell.show(keptScreen(asked, owed));
}

/** @param {Asked} asked @param {Owed[]} owed */
function keptScreen(asked, owed) {
  const screen = copy("screen-kept");
  showLeaves(asked, screen, owed);
  part(screen, "a[data-household]", HTMLAnchorElement).href = addressOf(asked, "", []);
  part(screen, "a[data-back]", HTMLAnchorElement).href = `/courier/visits/${asked.asked.get("visit")}`;
  return screen;
}
