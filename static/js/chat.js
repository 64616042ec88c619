// The conversation without a new page for every sentence. The plain form does the same.
import { speakButton } from "./speech.js";

const PATIENCE_MS = 20_000;
const BETWEEN_MS = 350;

/**
 * @typedef {{ href: string, title: string }} Link
 * @typedef {{ title: string, send: string }} Reply
 * @typedef {{ from: string, text: string, source?: string, links?: Link[], replies?: Reply[] }} Message
 */

/** @param {string} id @returns {HTMLElement} */
function copyOf(id) {
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

/** @param {Message} message @returns {HTMLElement} */
function bubbleOf(message) {
  const bubble = copyOf(`chat-${message.from}`);
  bubble.classList.add("bubble--new");
  const text = bubble.querySelector(".bubble__text");
  if (text) text.textContent = message.text;
  const foot = bubble.querySelector(".bubble__foot");
  if (foot && message.source) {
    const source = copyOf("chat-source");
    source.textContent = message.source;
    foot.before(source);
  }
  foot?.append(...(message.links ?? []).map(linkOf), ...(message.replies ?? []).map(replyOf));
  return bubble;
}

/** @param {HTMLFormElement} form @param {HTMLFormElement} quickForm @param {Element} log */
function start(form, quickForm, log) {
  const input = form.elements.namedItem("text");
  if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) return;
  const field = input;
  let busy = false;

  /** @param {HTMLElement} bubble */
  function append(bubble) {
    log.append(bubble);
    addSpeech(bubble);
    bubble.scrollIntoView({ block: "nearest" });
  }

  /** @param {Element} bubble */
  function addSpeech(bubble) {
    const text = bubble.querySelector(".bubble__text")?.textContent ?? "";
    const foot = bubble.querySelector(".bubble__foot");
    const button = foot && speakButton(copyOf("chat-speak"), text, form.dataset);
    if (button) foot.append(button);
  }

  /** @param {FormData} said @returns {Promise<Message[]>} */
  async function ask(said) {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams([...said].map(([name, value]) => [name, String(value)])),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).messages;
  }

  /** @param {Message[]} messages */
  async function show(messages) {
    for (const [index, message] of messages.entries()) {
      if (index > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
      append(bubbleOf(message));
    }
  }

  /** @param {FormData} said @param {string} words */
  async function exchange(said, words) {
    append(bubbleOf({ from: "me", text: words }));
    const waiting = copyOf("chat-waiting");
    append(waiting);
    try {
      const messages = await ask(said);
      waiting.remove();
      await show(messages);
    } catch {
      waiting.remove();
      append(bubbleOf({ from: "note", text: form.dataset.wordsFailed ?? "" }));
      field.value ||= words;
    }
  }

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const isQuick = event.target === quickForm;
    const said = new FormData(isQuick ? quickForm : form, event.submitter);
    const words = (isQuick ? (event.submitter?.textContent ?? "") : field.value).trim();
    if (busy || !words) return;
    busy = true;
    if (!isQuick) field.value = "";
    await exchange(said, words);
    busy = false;
    field.focus({ preventScroll: true });
  }

  form.addEventListener("submit", submit);
  quickForm.addEventListener("submit", submit);
  for (const bubble of log.querySelectorAll('.bubble[data-from="them"]')) addSpeech(bubble);
  log.lastElementChild?.scrollIntoView({ block: "nearest" });
}

const form = document.querySelector("form#chat-form");
const quickForm = document.querySelector("form#chat-quick");
const log = document.querySelector("#chat-log > ol");
if (form instanceof HTMLFormElement && quickForm instanceof HTMLFormElement && log) start(form, quickForm, log);
