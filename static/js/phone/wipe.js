// Taking everything from this phone; what is unsent stays, sealed so that only the server's word opens it.
import { forgetCard } from "../card_kept.js";
import { changed, forgetChange } from "./changed.js";
import { forget, forgetAll, keep, unsentCount } from "./store.js";
import { vault } from "./vault.js";

export async function wipe() {
  await forgetCard();
  forgetChange(changed());
  if (!(await unsentCount())) return forgetAll();
  await forget("day", "tries", "pin key", "device key", "salt");
  const known = await vault();
  if (known) await keep("vault", { ...known, byPin: undefined });
}
