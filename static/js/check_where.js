// At which village's door: one tap, and the result of the check stays in sight.

/** @param {HTMLElement} box @param {HTMLFormElement} form */
function watch(box, form) {
  form.addEventListener("submit", async (event) => {
    const button = /** @type {SubmitEvent} */ (event).submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const told = new FormData(form);
    told.set("place", button.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body: told, headers: { Accept: "application/json" } });
      thank(box, form, (await answer.json()).message ?? "");
    } catch {
      form.submit(); // as without scripts
    }
  });
}

/** @param {HTMLElement} box @param {HTMLFormElement} form @param {string} words */
function thank(box, form, words) {
  const thanks = box.querySelector("[data-where-thanks]");
  if (!(thanks instanceof HTMLElement)) return;
  form.hidden = true;
  thanks.hidden = false;
  thanks.textContent = words;
}

for (const box of document.querySelectorAll("[data-where]")) {
  const form = box.querySelector("form");
  if (box instanceof HTMLElement && form) watch(box, form);
}
