// Bubbles of the conversation, cloned from the page's templates, and how they come into sight.
import { speakButton } from "./speech.js";

const UNFOLDED_WITHIN_MS = 440; // with the last sentence's own 160 ms: nobody waits to read
const STEP_MS = 110;
const SENTENCE = /(?:[^。！？!?\n.]|\.(?!\s|$))+[。！？!?\n.]*[”」』）"]*\s*|[。！？!?\n.\s]+/gu;

/**
 * @typedef {{ href: string, title: string }} Link
 * @typedef {{ title: string, send: string }} Reply
 * @typedef {{ from: string, seq?: number, text: string, more?: string, who?: string, source?: string,
 *   links?: Link[], replies?: Reply[] }} Message
 */

/** @param {string} id @returns {HTMLElement} */
export function copyOf(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no template ${id}`);
  const element = template.content.firstElementChild?.cloneNode(true);
  if (!(element instanceof HTMLElement)) throw new Error(`template ${id} is empty`);
  return element;
}

/** @param {Link} link */
function linkOf(link) {
  const element = copyOf("chat-link");
  const address = new URL(link.href, location.href);
  if (!["http:", "https:", "tel:"].includes(address.protocol)) throw new Error("unexpected link");
  element.setAttribute("href", link.href);
  element.textContent = link.title;
  return element;
}

/** @param {Reply} reply */
function replyOf(reply) {
  const element = copyOf("chat-reply");
  element.setAttribute("value", reply.send);
  element.textContent = reply.title;
  return element;
}

/** One span a sentence, so that they can unfold. @param {string} text */
function sentencesOf(text) {
  const parts = text.match(SENTENCE) ?? [];
  if (parts.join("") !== text) return [document.createTextNode(text)];
  return parts.map((part) => {
    const span = document.createElement("span");
    span.dataset.sentence = "";
    span.textContent = part;
    return span;
  });
}

/** @param {string} words */
function moreOf(words) {
  const more = copyOf("chat-more");
  const text = more.querySelector(".bubble__text");
  if (text) text.textContent = words;
  return more;
}

/** @param {Message} message @returns {HTMLElement} */
export function bubbleOf(message) {
  const bubble = copyOf(`chat-${message.from}`);
  bubble.classList.add("bubble--new");
  const office = bubble.querySelector("[data-office]");
  if (office && message.who) office.textContent = message.who;
  const text = bubble.querySelector(".bubble__text");
  if (text && message.from === "me") text.textContent = message.text;
  else text?.append(...sentencesOf(message.text));
  const foot = bubble.querySelector(".bubble__foot");
  if (message.more) foot?.before(moreOf(message.more));
  if (message.source) {
    const source = copyOf("chat-source");
    source.textContent = message.source;
    foot?.before(source);
  }
  foot?.append(...(message.links ?? []).map(linkOf), ...(message.replies ?? []).map(replyOf));
  return bubble;
}

/**
 * Let bubbles come one after the other and their sentences unfold. The words are all there at once.
 *
 * @param {HTMLElement[]} bubbles
 */
export function unfold(bubbles) {
  const parts = bubbles.flatMap((bubble) => {
    const sentences = [...bubble.querySelectorAll("[data-sentence]")];
    return [[bubble, sentences[0]], ...sentences.slice(1).map((one) => [one])];
  });
  const step = Math.min(STEP_MS, UNFOLDED_WITHIN_MS / Math.max(1, parts.length - 1));
  for (const [place, together] of parts.entries()) {
    for (const part of together) {
      if (part instanceof HTMLElement) part.style.animationDelay = `${Math.round(place * step)}ms`;
    }
  }
}

/**
 * A button that reads an answer aloud, with what stands under «more» if it is open.
 *
 * @param {Element} bubble
 * @param {DOMStringMap} words lang, wordsSpeak and wordsStop
 */
export function addSpeech(bubble, words) {
  const foot = bubble.querySelector(".bubble__foot");
  if (!foot || !["them", "agent"].includes(bubble.getAttribute("data-from") ?? "")) return;
  const spoken = () =>
    [...bubble.querySelectorAll(":scope > .bubble__text, details[open] > .bubble__text")]
      .map((part) => part.textContent)
      .join("\n");
  foot.append(speakButton(copyOf("chat-speak"), spoken, words));
}
