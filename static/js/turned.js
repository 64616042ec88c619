// The phone is turned to the resident: large type, black on white, one question a screen. What the page
// says without this script stands there all at once. Stays turned from page to page until it is turned back.

const KEPT_AS = "turned";
const root = document.documentElement;
const screens = [...document.querySelectorAll("[data-screens] [data-screen]")];
const ways = document.querySelector("[data-screen-ways]");
const turn = document.querySelector("button[data-turn]");
let now = 0;

/** Private windows may forbid storage; the page works all the same. @param {() => void} act */
function tolerate(act) {
  try {
    act();
  } catch {
    show(false);
  }
}

/** @param {number} place */
function goTo(place) {
  now = Math.min(Math.max(place, 0), screens.length - 1);
  for (const [at, screen] of screens.entries()) screen.toggleAttribute("data-now", at === now);
  for (const [name, over] of /** @type {[string, boolean][]} */ ([["next", now === screens.length - 1], ["back", now === 0]])) {
    const button = ways?.querySelector(`[data-screen-${name}]`);
    if (button instanceof HTMLElement) button.hidden = over;
  }
  screens[now]?.scrollIntoView({ block: "nearest" });
}

/** @param {boolean} turned */
function show(turned) {
  root.toggleAttribute("data-turned", turned);
  if (ways instanceof HTMLElement) ways.hidden = !turned;
  if (!(turn instanceof HTMLButtonElement)) return;
  turn.setAttribute("aria-pressed", String(turned));
  const words = turn.querySelector("span");
  if (words) words.textContent = (turned ? turn.dataset.wordsBack : turn.dataset.wordsTurn) ?? "";
}

function change() {
  const turned = !root.hasAttribute("data-turned");
  show(turned);
  goTo(0);
  tolerate(() => sessionStorage.setItem(KEPT_AS, String(turned)));
}

if (turn instanceof HTMLButtonElement) {
  turn.hidden = false;
  turn.addEventListener("click", change);
  ways?.querySelector("[data-screen-next]")?.addEventListener("click", () => goTo(now + 1));
  ways?.querySelector("[data-screen-back]")?.addEventListener("click", () => goTo(now - 1));
  tolerate(() => show(sessionStorage.getItem(KEPT_AS) === "true"));
  const refused = document.querySelector("[role=alert], .field--wrong");
  goTo(refused ? screens.length - 1 : 0); // what was refused was asked on the last screen
}
