// Sentences, marks and screens: the page has them all as templates, in its language.

const CHINA = { timeZone: "Asia/Shanghai" };

/** @param {string} name @returns {HTMLElement} */
function found(name) {
  const words = document.querySelector("template#phone-words");
  const one = words instanceof HTMLTemplateElement ? words.content.querySelector(name) : null;
  if (!(one instanceof HTMLElement)) throw new Error(`no words for ${name}`);
  return one;
}

/** @param {string} name @param {Record<string, string | number>} [facts] */
export function say(name, facts = {}) {
  const sentence = found(`[data-word="${name}"]`).textContent ?? "";
  return sentence.replace(/\{(\w+)\}/g, (_, fact) => String(facts[fact] ?? ""));
}

/** A state as a coloured word. @param {string} name */
export const mark = (name) => /** @type {HTMLElement} */ (found(`[data-mark="${name}"]`).cloneNode(true));

/** @param {number} fen */
export const money = (fen) => say("money", { yuan: fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100) });

/** In the words that people say. @param {Pick<import("./day.js").Day, "aloud">} day @param {number} fen */
export const aloud = (day, fen) => day.aloud[fen] ?? "";

/** @param {string} day as `2026-11-22` */
export const longDay = (day) => inLanguage({ dateStyle: "long", timeZone: "UTC" }).format(Date.parse(day));

/** @param {number} at milliseconds */
export const moment = (at) => inLanguage({ dateStyle: "long", timeStyle: "short", ...CHINA }).format(at);

/** @returns {string} today in China, as `2026-11-22` */
export const today = () => dayIn(0);

/** @param {number} days from today @returns {string} the day in China, as `2026-11-22` */
export const dayIn = (days) => new Intl.DateTimeFormat("en-CA", CHINA).format(Date.now() + days * 86_400_000);

/** @param {Intl.DateTimeFormatOptions} how */
const inLanguage = (how) => new Intl.DateTimeFormat(document.documentElement.lang, how);

/** A copy of a template. @param {string} name @returns {DocumentFragment} */
export function copy(name) {
  const template = document.querySelector(`template#${name}`);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template ${name}`);
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/** @param {ParentNode} place @param {Record<string, string | Node>} filling by the name in `data-fill` */
export function fill(place, filling) {
  for (const [name, what] of Object.entries(filling)) place.querySelector(`[data-fill="${name}"]`)?.replaceChildren(what);
}

/**
 * A copy of `part-<part>` for each thing, put into the place that is named so.
 * @template T @param {ParentNode} place @param {string} name @param {T[]} things
 * @param {(copy: DocumentFragment, thing: T) => void} put @param {string} [part]
 */
export function list(place, name, things, put, part = name) {
  const copies = things.map((thing) => {
    const one = copy(`part-${part}`);
    put(one, thing);
    return one;
  });
  place.querySelector(`[data-list="${name}"]`)?.replaceChildren(...copies);
}

/** @template {Element} E @param {ParentNode} place @param {string} selector @param {new () => E} kind @returns {E} */
export function part(place, selector, kind) {
  const one = place.querySelector(selector);
  if (!(one instanceof kind)) throw new Error(`nothing at ${selector}`);
  return one;
}

/** @param {ParentNode} place @param {string} words */
export function tellFault(place, words) {
  const box = part(place, "[data-fault]", HTMLElement);
  box.textContent = words;
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}
