// Buttons that print the page or copy a number; hidden where they would do nothing.

for (const button of document.querySelectorAll("button[data-print]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.addEventListener("click", () => print());
  button.hidden = false;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  const label = button.querySelector("span") ?? button;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
    label.textContent = button.dataset.wordsCopied ?? label.textContent;
  });
  button.hidden = false;
}
