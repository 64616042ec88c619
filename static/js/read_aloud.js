// A button that reads a part of the page aloud: data-read-aloud names the part.
import { speakButton } from "./speech.js";

for (const button of document.querySelectorAll("button[data-read-aloud]")) {
  if (!(button instanceof HTMLElement)) continue;
  const part = document.getElementById(button.dataset.readAloud ?? "");
  if (part?.innerText) speakButton(button, () => part.innerText, button.dataset);
}
