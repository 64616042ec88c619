// A button that reads a part of the page aloud: data-read-aloud names the part.
import { speakButton } from "./speech.js";

/** @param {ParentNode} place a page, or a screen of one */
export function offerReading(place) {
  for (const button of place.querySelectorAll("button[data-read-aloud]")) {
    if (!(button instanceof HTMLElement)) continue;
    const part = document.getElementById(button.dataset.readAloud ?? "");
    if (part?.innerText) speakButton(button, () => part.innerText, button.dataset);
  }
}

offerReading(document);
