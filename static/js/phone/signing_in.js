// Where a PIN is typed for the server: it also locks what this phone keeps. The PIN itself is kept nowhere; what
// is made of it waits for the first page after the server took it.
import { exchange } from "./send.js";
import { showUnsent } from "./unsent.js";
import { forgetPin, givePin, vault } from "./vault.js";

/** @param {HTMLFormElement} form @param {string} name of the field with the PIN */
function hear(form, name) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = new FormData(form).get(name);
    await givePin(String(typed)).catch(() => {}); // without a store nothing is kept, and she signs in all the same
    form.submit();
  });
}

/** Whether this phone is shut out is known to the server alone. */
async function askWhetherShutOut() {
  if (await vault()) await exchange(undefined, true);
}

const form = document.querySelector("form[data-pin-form]");
if (form instanceof HTMLFormElement) {
  void forgetPin().catch(() => {}); // the page is here again: the server did not take it
  hear(form, form.dataset.pinForm ?? "");
  if (!document.querySelector("[data-phone]")) void askWhetherShutOut().catch(() => {}).then(showUnsent);
}
