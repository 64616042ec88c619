// About where she is when she arrives: asked of the phone only when she presses this button, rounded
// to a kilometre before it leaves, and never waited for long. Without an answer she has arrived too.

const PATIENCE = 6000;

/** @param {HTMLFormElement} form @param {GeolocationCoordinates} where */
function fill(form, where) {
  for (const [name, degrees] of [["north", where.latitude], ["east", where.longitude]]) {
    const field = form.elements.namedItem(String(name));
    if (field instanceof HTMLInputElement) field.value = Number(degrees).toFixed(2);
  }
}

for (const form of document.querySelectorAll("form[data-arrive-here]")) {
  if (!(form instanceof HTMLFormElement) || !navigator.geolocation) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (found) => {
        fill(form, found.coords);
        form.submit();
      },
      () => form.submit(),
      { timeout: PATIENCE, maximumAge: 60000 },
    );
  });
}
