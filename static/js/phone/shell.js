// The courier's pages without a network: one page that shows what the address asks for, out of the phone's own
// sealed store, once her PIN has opened it.
import { offerReading } from "../read_aloud.js";
import { mayTurn } from "../turned.js";
import { applied } from "./applied.js";
import { changed } from "./changed.js";
import { readDay } from "./day.js";
import { Refusal } from "./exchange.js";
import { Twice, entries, keepItem } from "./queue.js";
import { card } from "./screens/card.js";
import { cash } from "./screens/cash.js";
import { consent } from "./screens/consent.js";
import { household } from "./screens/household.js";
import { notDone } from "./screens/not_done.js";
import { askPin } from "./screens/pin.js";
import { showRecords } from "./screens/records.js";
import { today } from "./screens/today.js";
import { visit } from "./screens/visit.js";
import { exchange } from "./send.js";
import { recall } from "./store.js";
import { showUnsent } from "./unsent.js";
import { vault } from "./vault.js";
import { copy, fill, part, say, tellFault } from "./words.js";

const EVERY_MS = 30_000;
const LOCK_MS = 10 * 60_000; // nobody looked for so long: the PIN is asked again

/** @typedef {import("./applied.js").Day} Day */
/** @typedef {{ shell: Shell, day: Day, ids: string[], asked: URLSearchParams }} Asked */

/** @type {[RegExp, (asked: Asked) => DocumentFragment][]} */
const SCREENS = [
  [/^\/courier(?:\/today)?\/?$/, today],
  [/^\/courier\/visits\/([\w-]+)$/, visit],
  [/^\/courier\/visits\/([\w-]+)\/not-done$/, notDone],
  [/^\/courier\/card\/?$/, card],
  [/^\/courier\/household\/([\w-]+)$/, household],
  [/^\/courier\/household\/([\w-]+)\/consent$/, consent],
  [/^\/courier\/household\/([\w-]+)\/cash$/, cash],
];
const RECORDS = /^\/courier\/(?:kept|shell\/.*)$/;

export class Shell {
  /** @param {HTMLElement} box @param {CryptoKey} key */
  constructor(box, key) {
    this.box = box;
    this.key = key;
    this.place = part(box, "[data-screen]", HTMLElement);
  }

  start() {
    addEventListener("popstate", () => void this.draw());
    addEventListener("online", () => void this.send());
    this.place.addEventListener("click", (event) => this.follow(event));
    setInterval(() => { if (!document.hidden) void this.send(); }, EVERY_MS);
    lockLater();
    return Promise.all([this.draw(), this.send()]);
  }

  /** A link to a page that this one can show itself. @param {MouseEvent} event */
  follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || "again" in link.dataset || link.origin !== location.origin || !canShow(link.pathname)) return;
    event.preventDefault();
    this.go(link.href);
  }

  /** @param {string} address */
  go(address) {
    history.pushState(null, "", address);
    return this.draw();
  }

  async draw() {
    await showUnsent();
    if (RECORDS.test(location.pathname)) return this.show(showRecords(this, await entries(this.key)));
    const day = await this.day();
    this.show(day ? screenFor(this, day) : closed((await recall("day dropped")) ? "day_dropped" : "nothing_kept"));
  }

  /** Her day with all that is kept by now; null when there is none any more. */
  async day() {
    const day = await readDay(this.key);
    return day && applied(day, await entries(this.key), changed()?.obligations);
  }

  /** @param {DocumentFragment} screen */
  show(screen) {
    this.place.replaceChildren(screen);
    mayTurn(this.place);
    offerReading(this.place);
    const heading = this.place.querySelector("h1");
    if (!heading) return;
    document.title = heading.textContent ?? "";
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /**
   * Keeps what she did; what cannot be kept is said where she pressed.
   * @param {import("./queue.js").Kind} kind @param {object} body @param {string} about for her own list
   * @param {(entries: import("./queue.js").Entry[]) => boolean} isKept
   * @returns {Promise<string | null>} the record's id; null when it was not kept
   */
  async keep(kind, body, about, isKept) {
    try {
      const id = await keepItem(this.key, kind, body, about, isKept);
      void this.send();
      return id;
    } catch (error) {
      tellFault(this.place, say(error instanceof Twice ? "kept_twice" : "store_full"));
      return null;
    }
  }

  /** Sends what is unsent, if there is a network. @param {boolean} [always] */
  async send(always = false) {
    const unsent = await showUnsent();
    try {
      if (!(await exchange(this.key, always))) return;
      this.sayOnline(true);
      if (unsent || always) await (this.isAsking() ? showUnsent() : this.draw());
    } catch (error) {
      this.sayOnline(error instanceof Refusal);
      if (error instanceof Refusal && !(await vault())) this.show(closed("handed_over", { count: unsent }));
    }
  }

  /** What somebody is filling in stays before her eyes. */
  isAsking() {
    return this.place.querySelector("form:not([hidden])") !== null;
  }

  /** @param {boolean} isOnline */
  sayOnline(isOnline) {
    part(this.box, "[data-online]", HTMLElement).hidden = !isOnline;
    part(this.box, "[data-offline]", HTMLElement).hidden = isOnline;
  }
}

/** @param {string} path */
const canShow = (path) => RECORDS.test(path) || SCREENS.some(([address]) => address.test(path));

/** @param {Shell} shell @param {Day} day */
function screenFor(shell, day) {
  for (const [address, screen] of SCREENS) {
    const ids = address.exec(location.pathname);
    if (ids) return screen({ shell, day, ids: ids.slice(1), asked: new URLSearchParams(location.search) });
  }
  return copy("screen-network");
}

/** @param {string} why @param {Record<string, number>} [facts] */
function closed(why, facts) {
  const screen = copy("screen-closed");
  fill(screen, { why: say(why, facts) });
  return screen;
}

/** When she looks again after a while, the page begins anew. */
function lockLater() {
  let since = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) since = Date.now();
    else if (Date.now() - since > LOCK_MS) location.reload();
  });
}

const box = document.querySelector("[data-shell]");
if (box instanceof HTMLElement) {
  void showUnsent();
  if (RECORDS.test(location.pathname)) part(box, "[data-offline]", HTMLElement).hidden = navigator.onLine;
  askPin(box, closed).then((key) => new Shell(box, key).start());
}
