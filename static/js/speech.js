// Reads words aloud, for whoever cannot read them. The button stays hidden where no voice speaks
// the page's language: many browsers inside other apps have none.

const CHINESE = /^(?:zh|cmn)(?:[-_]|$)/i;
const LONGEST = 180; // characters at once; some voices fall silent in the middle of more

/**
 * @param {HTMLElement} button hidden; shown once there is a voice
 * @param {() => string} text
 * @param {DOMStringMap} words lang, wordsSpeak and wordsStop
 * @returns {HTMLElement} the same button
 */
export function speakButton(button, text, words) {
  button.hidden = true;
  if (!("speechSynthesis" in globalThis)) return button;
  const label = button.querySelector("span");
  const tag = words.lang ?? "";

  function offer() {
    button.hidden = !voiceOf(tag);
  }

  /** @param {boolean} speaking */
  function show(speaking) {
    button.dataset.state = speaking ? "speaking" : "quiet";
    if (label) label.textContent = (speaking ? words.wordsStop : words.wordsSpeak) ?? "";
  }

  button.addEventListener("click", () => {
    const speaking = button.dataset.state === "speaking";
    speechSynthesis.cancel();
    show(!speaking);
    if (!speaking) speak(piecesOf(text()), tag, () => show(false));
  });
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer); // they may come late
  return button;
}

/** Says it if there is a voice; what was being said stops. @param {string} text @param {string} tag of the language */
export function readAloud(text, tag) {
  if (!("speechSynthesis" in globalThis) || !voiceOf(tag)) return;
  speechSynthesis.cancel();
  speak(piecesOf(text), tag, () => {});
}

/** @param {string[]} pieces @param {string} tag @param {() => void} ended */
function speak(pieces, tag, ended) {
  const voice = voiceOf(tag);
  for (const [place, piece] of pieces.entries()) {
    const utterance = new SpeechSynthesisUtterance(piece);
    if (voice) utterance.voice = voice;
    utterance.lang = voice?.lang.replace("_", "-") ?? spokenLanguage(tag);
    utterance.rate = 0.9;
    utterance.onerror = ended;
    if (place === pieces.length - 1) utterance.onend = ended;
    speechSynthesis.speak(utterance);
  }
}

/** The voice of the very country, else one that reads the same writing. @param {string} tag */
function voiceOf(tag) {
  const wanted = spokenLanguage(tag).toLowerCase();
  const voices = speechSynthesis.getVoices();
  const kin = (/** @type {string} */ lang) =>
    CHINESE.test(wanted) ? CHINESE.test(lang) : lang.toLowerCase().startsWith(wanted);
  return (
    voices.find((voice) => voice.lang.replace("_", "-").toLowerCase() === wanted) ??
    voices.find((voice) => kin(voice.lang)) ??
    null
  );
}

/** Voices are named by country, catalogues by script. @param {string} tag */
function spokenLanguage(tag) {
  return { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" }[tag] ?? tag;
}

/** @param {string} text */
function piecesOf(text) {
  const sentences = text.match(/[^。！？\n]+[。！？\n]*/gu) ?? [];
  /** @type {string[]} */
  const pieces = [];
  for (const sentence of sentences) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length <= LONGEST) pieces[pieces.length - 1] = last + sentence;
    else pieces.push(sentence);
  }
  return pieces;
}
