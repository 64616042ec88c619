// Adds up what the ticked people owe, while they are ticked; without it the next page says the total.

for (const form of document.querySelectorAll("form[data-total]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  const shown = form.querySelector(".figure .amount");
  const send = form.querySelector(".buttons button");
  form.addEventListener("change", () => {
    const ticked = [...form.querySelectorAll("input[data-fen]:checked")];
    const fen = ticked.reduce((sum, box) => sum + Number(box instanceof HTMLElement && box.dataset.fen), 0);
    const rest = fen % 100 ? `.${String(fen % 100).padStart(2, "0")}` : "";
    if (shown?.firstChild) shown.firstChild.nodeValue = `${Math.trunc(fen / 100)}${rest}`;
    if (send instanceof HTMLButtonElement) send.disabled = ticked.length === 0;
  });
}
