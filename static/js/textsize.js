// Larger text, remembered on this device; and one open menu at a time.

const PLACE = "text-size";
const items = [...document.querySelectorAll("[data-text-size]")];
const buttons = items.map((item) => (item instanceof HTMLButtonElement ? item : item.querySelector("button")));

/** @param {boolean} large */
function apply(large) {
  if (large) document.documentElement.dataset.text = "large";
  else delete document.documentElement.dataset.text;
  for (const button of buttons) button?.setAttribute("aria-pressed", String(large));
}

/** Private windows may forbid storage; the page works all the same. @param {() => void} act */
function tolerate(act) {
  try {
    act();
  } catch {
    apply(false);
  }
}

function change() {
  const large = document.documentElement.dataset.text !== "large";
  apply(large);
  tolerate(() => localStorage.setItem(PLACE, large ? "large" : "usual"));
}

tolerate(() => apply(localStorage.getItem(PLACE) === "large"));
for (const button of buttons) button?.addEventListener("click", change);
for (const item of items) if (item instanceof HTMLElement) item.hidden = false;

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.switch[open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
  }
});
