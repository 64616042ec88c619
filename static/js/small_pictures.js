// Puts small pictures into forms: input[data-shrink] keeps the photograph it was given as 1,600 px.
// Without this script, and where a browser cannot open the picture, it goes as it is.
import { shrunk } from "./chat_picture.js";

/** As if it had been chosen. @param {HTMLInputElement} chooser @param {Blob} picture */
export function put(chooser, picture) {
  const held = new DataTransfer();
  held.items.add(new File([picture], "picture.jpg", { type: picture.type }));
  chooser.files = held.files;
}

for (const chooser of document.querySelectorAll("input[data-shrink]")) {
  if (!(chooser instanceof HTMLInputElement)) continue;
  chooser.addEventListener("change", async () => {
    const file = chooser.files?.[0];
    const small = file && (await shrunk(file));
    if (small && small !== file && chooser.files?.[0] === file) put(chooser, small);
  });
}
