// What the card itself says, on the kept page that has no server behind it.

/** @param {import("../verify/live.js").Shown} card */
export function showFacts({ claims, proof }) {
  const box = document.querySelector("[data-offline-facts]");
  if (!(box instanceof HTMLElement)) return;
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "Asia/Shanghai" });
  const facts = { name: claims.name, courier: claims.courierNumber, until: day.format(claims.validUntil * 1000) };
  for (const [fact, words] of Object.entries(facts)) box.querySelector(`[data-fact=${fact}]`)?.replaceChildren(words);
  // A live code's card lasts three days only; that is no news for whoever looks at it.
  if (proof) box.querySelector("[data-fact=until]")?.parentElement?.remove();
  box.hidden = false;
}
