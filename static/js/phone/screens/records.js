// All that this phone keeps for the server: unsent, refused with the reason and a way on, or with the township.
import { forgetEntries } from "../queue.js";
import { copy, fill, list, mark, moment, part } from "../words.js";

const TO_READ = new Set(["refused", "held", "told"]);

/** @typedef {import("../queue.js").Entry} Entry */

/** @param {import("../shell.js").Shell} shell @param {Entry[]} entries */
export function showRecords(shell, entries) {
  const screen = copy("screen-records");
  list(screen, "records", entries, (one, entry) => {
    fill(one, { about: entry.about, at: moment(Date.parse(entry.at)), mark: mark(`record_${entry.state}`), words: entry.outcome?.words ?? "" });
    if (TO_READ.has(entry.state)) offerWayOn(shell, one, entry);
  });
  part(screen, "[data-none]", HTMLElement).hidden = entries.length > 0;
  part(screen, "[data-send]", HTMLElement).hidden = !entries.some(({ state }) => state === "unsent");
  part(screen, "[data-send]", HTMLElement).addEventListener("click", () => shell.send(true));
  return screen;
}

/** @param {import("../shell.js").Shell} shell @param {DocumentFragment} one @param {Entry} entry */
function offerWayOn(shell, one, entry) {
  const next = part(one, "a[data-next]", HTMLAnchorElement);
  next.hidden = !entry.outcome?.next;
  next.href = entry.outcome?.next ?? "";
  part(one, "[data-way-on]", HTMLElement).hidden = false;
  part(one, "[data-read]", HTMLButtonElement).addEventListener("click", async () => {
    await forgetEntries([entry]);
    await shell.draw();
  });
}
