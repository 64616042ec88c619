// The kept page: under a signed card's address it checks the card, elsewhere it asks for one. A card's number alone
// (12 characters) tells a phone nothing.

const CARD = /^\/[cC]\/[A-Za-z0-9]{40,}\/?$/;
const part = CARD.test(location.pathname) ? "result" : "ask";
for (const other of document.querySelectorAll("[data-part]")) {
  if (!(other instanceof HTMLElement)) continue;
  if (other.dataset.part === part) other.hidden = false;
  else other.remove();
}
void import(part === "result" ? "./check.js" : "./ask.js");

export {};
