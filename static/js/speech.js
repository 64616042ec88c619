// Reads a sentence aloud, for whoever cannot read it.

/**
 * @param {HTMLElement} button one that js/chat.js cloned
 * @param {string} text
 * @param {DOMStringMap} words lang, wordsSpeak and wordsStop
 * @returns {HTMLElement | null} null where this browser cannot speak
 */
export function speakButton(button, text, words) {
  if (!("speechSynthesis" in globalThis) || !text) return null;
  const label = button.querySelector("span");

  /** @param {boolean} speaking */
  function show(speaking) {
    button.dataset.state = speaking ? "speaking" : "quiet";
    if (label) label.textContent = (speaking ? words.wordsStop : words.wordsSpeak) ?? "";
  }

  button.addEventListener("click", () => {
    const speaking = button.dataset.state === "speaking";
    speechSynthesis.cancel();
    show(!speaking);
    if (speaking) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = spokenLanguage(words.lang ?? "");
    utterance.rate = 0.9;
    utterance.onend = utterance.onerror = () => show(false);
    speechSynthesis.speak(utterance);
  });
  return button;
}

/** Voices are named by country, catalogues by script. @param {string} tag */
function spokenLanguage(tag) {
  return { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" }[tag] ?? tag;
}
