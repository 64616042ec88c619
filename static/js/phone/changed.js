// What she did on a page with a network since the day was fetched: the day is stale, and for whom a payment was
// begun no cash is taken. Written before the page is left, which the sealed store cannot promise; it holds nothing
// but numbers that say nothing of anybody.

const NAME = "yibao phone changed";
const ANSWERED_MS = 20_000; // by then a form is answered, or its network is none

let leftAt = 0;

/** @typedef {{ obligations: string[], times: number }} Change `times`: so that a later one is never taken for this one */

/** @returns {Change | null} null when the day is as it was fetched */
export function changed() {
  const noted = localStorage.getItem(NAME);
  return noted ? JSON.parse(noted) : null;
}

/** A form is on its way. @param {HTMLFormElement} form */
export function noteChange(form) {
  const { obligations, times } = changed() ?? { obligations: [], times: 0 };
  const begun = new FormData(form).getAll("obligation").map((said) => String(said).split(":")[0] ?? "");
  localStorage.setItem(NAME, JSON.stringify({ obligations: [...new Set([...obligations, ...begun])], times: times + 1 }));
  leftAt = Date.now();
}

/** Whether the server may not have worked this page's form yet: a day fetched now would not show it. */
export const isLeaving = () => Date.now() - leftAt < ANSWERED_MS;

/** The day knows of this change; a later one stays. @param {Change | null} known */
export function forgetChange(known) {
  if (known?.times === changed()?.times) localStorage.removeItem(NAME);
}
