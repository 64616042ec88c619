// How much is unsent: counted on every page of hers.
import { unsentCount } from "./store.js";

export async function showUnsent() {
  const count = await unsentCount().catch(() => 0);
  for (const box of document.querySelectorAll("[data-unsent]")) {
    if (!(box instanceof HTMLElement)) continue;
    box.hidden = count === 0;
    const words = (box.dataset.words ?? "").replace("{count}", String(count));
    box.querySelector("a")?.replaceChildren(words);
  }
  return count;
}
