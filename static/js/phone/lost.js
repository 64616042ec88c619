// A form whose answer never came: back to it, where pressing again does nothing twice.

for (const button of document.querySelectorAll("[data-history-back]")) {
  if (!(button instanceof HTMLElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => history.back());
}
