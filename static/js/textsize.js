// Larger text, remembered on this device; and one open menu at a time.

const PLACE = "text-size";
const item = document.querySelector("[data-text-size]");
const button = item?.querySelector("button");

/** @param {boolean} large */
function apply(large) {
  if (large) document.documentElement.dataset.text = "large";
  else delete document.documentElement.dataset.text;
  button?.setAttribute("aria-pressed", String(large));
}

/** Private windows may forbid storage; the page works all the same. @param {() => void} act */
function tolerate(act) {
  try {
    act();
  } catch {
    apply(false);
  }
}

tolerate(() => apply(localStorage.getItem(PLACE) === "large"));
button?.addEventListener("click", () => {
  const large = document.documentElement.dataset.text !== "large";
  apply(large);
  tolerate(() => localStorage.setItem(PLACE, large ? "large" : "usual"));
});
if (item instanceof HTMLElement) item.hidden = false;

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.switch[open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
  }
});
