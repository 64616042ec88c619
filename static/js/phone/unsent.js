// How much is unsent, and how much she has not read yet of what came of it: counted on every page of hers.
import { records } from "./store.js";

/** @returns {Promise<number>} how much is unsent */
export async function showUnsent() {
  const known = await records().catch(() => []);
  /** @param {import("./store.js").State} state */
  const number = (state) => known.filter((record) => record.state === state).length;
  show("unsent", number("unsent"));
  show("refused", number("refused"));
  show("told", number("told"));
  return number("unsent");
}

/** @param {string} name @param {number} count */
function show(name, count) {
  const box = document.querySelector(`[data-count=${name}]`);
  if (!(box instanceof HTMLElement)) return;
  box.hidden = count === 0;
  box.querySelector("a")?.replaceChildren((box.dataset.words ?? "").replace("{count}", String(count)));
}
