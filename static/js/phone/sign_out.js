// Signing out takes everything from the phone. What is unsent is sent before; where it cannot be, she is asked twice.
import { exchange } from "./send.js";
import { unsentCount } from "./store.js";
import { showUnsent } from "./unsent.js";
import { wipe } from "./wipe.js";

export function guardSignOut() {
  for (const form of document.querySelectorAll('form[action="/sign-out"]')) {
    if (form instanceof HTMLFormElement) guard(form);
  }
}

/** @param {HTMLFormElement} form */
function guard(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if (!(await mayLeave())) return;
      await wipe();
    } catch {
      // where nothing can be kept, nothing is to be taken away
    }
    form.submit();
  });
}

/** @returns {Promise<boolean>} */
async function mayLeave() {
  if (await unsentCount()) await exchange(undefined, true).catch(() => {});
  if (!(await showUnsent())) return true;
  return (await isSure("first")) && (await isSure("second"));
}

/** @param {string} which @returns {Promise<boolean>} */
function isSure(which) {
  const dialog = document.querySelector(`dialog[data-leaving="${which}"]`);
  if (!(dialog instanceof HTMLDialogElement)) return Promise.resolve(false);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
  });
}
