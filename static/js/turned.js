// The phone is turned to the resident: large type, black on white, one question a screen. What the page
// says without this script stands there all at once. Stays turned from page to page until it is turned back.

const KEPT_AS = "turned";
const root = document.documentElement;

/** Private windows may forbid storage; the page works all the same. @param {() => void} act @param {() => void} otherwise */
function tolerate(act, otherwise) {
  try {
    act();
  } catch {
    otherwise();
  }
}

class Turned {
  /** @param {ParentNode} place @param {HTMLButtonElement} turn */
  constructor(place, turn) {
    this.place = place;
    this.turn = turn;
    this.screens = [...place.querySelectorAll("[data-screens] [data-screen]")];
    this.ways = place.querySelector("[data-screen-ways]");
    this.now = 0;
  }

  start() {
    this.turn.hidden = false;
    this.turn.addEventListener("click", () => this.change());
    this.ways?.querySelector("[data-screen-next]")?.addEventListener("click", () => this.goTo(this.now + 1));
    this.ways?.querySelector("[data-screen-back]")?.addEventListener("click", () => this.goTo(this.now - 1));
    tolerate(() => this.show(sessionStorage.getItem(KEPT_AS) === "true"), () => this.show(false));
    const refused = this.place.querySelector("[role=alert]:not([hidden]), .field--wrong");
    this.goTo(refused ? this.screens.length - 1 : 0); // what was refused was asked on the last screen
  }

  change() {
    const turned = !root.hasAttribute("data-turned");
    this.show(turned);
    this.goTo(0);
    tolerate(() => sessionStorage.setItem(KEPT_AS, String(turned)), () => this.show(false));
  }

  /** @param {number} place */
  goTo(place) {
    const last = this.screens.length - 1;
    this.now = Math.min(Math.max(place, 0), last);
    for (const [at, screen] of this.screens.entries()) screen.toggleAttribute("data-now", at === this.now);
    for (const [name, over] of /** @type {[string, boolean][]} */ ([["next", this.now === last], ["back", this.now === 0]])) {
      const button = this.ways?.querySelector(`[data-screen-${name}]`);
      if (button instanceof HTMLElement) button.hidden = over;
    }
    this.screens[this.now]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} turned */
  show(turned) {
    root.toggleAttribute("data-turned", turned);
    if (this.ways instanceof HTMLElement) this.ways.hidden = !turned;
    this.turn.setAttribute("aria-pressed", String(turned));
    const words = this.turn.querySelector("span");
    if (words) words.textContent = (turned ? this.turn.dataset.wordsBack : this.turn.dataset.wordsTurn) ?? "";
  }
}

/** What has no button to turn it is the courier's own. @param {ParentNode} place a page, or a screen of one */
export function mayTurn(place) {
  const turn = place.querySelector("button[data-turn]");
  if (turn instanceof HTMLButtonElement) new Turned(place, turn).start();
  else root.removeAttribute("data-turned");
}

mayTurn(document);
