// The conversation without a new page for every sentence. The plain forms do the same.
import { addSpeech, bubbleOf, copyOf, unfold } from "./chat_bubbles.js";
import { Follower } from "./chat_follow.js";
import { forget, forgetAll, keep, newId, unsent } from "./chat_outbox.js";
import { offerPictures } from "./chat_picture.js";
import { Refusal, look, post } from "./chat_post.js";

/**
 * @typedef {import("./chat_bubbles.js").Message} Message
 * @typedef {import("./chat_outbox.js").Outgoing} Outgoing
 */

/** @template {Element} T @param {string} selector @param {new () => T} kind @returns {T} */
function part(selector, kind) {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`no ${selector}`);
  return element;
}

class Conversation {
  constructor() {
    this.box = part("#chat", HTMLElement);
    this.log = part("#chat-log > ol", HTMLElement);
    this.form = part("#chat-form", HTMLFormElement);
    this.quickForm = part("#chat-quick", HTMLFormElement);
    this.field = part("#chat-text", HTMLInputElement);
    this.pictureForm = document.querySelector("#chat-picture");
    this.follower = new Follower(() => this.lookOnce());
    this.after = Number(this.box.dataset.after ?? 0);
    /** @type {Set<number>} */
    this.seen = new Set();
    this.busy = false;
    /** @type {HTMLElement[]} */
    this.trouble = [];
  }

  start() {
    for (const form of [this.form, this.quickForm]) form.addEventListener("submit", (event) => this.submit(event));
    if (this.pictureForm instanceof HTMLFormElement) this.startPictures(this.pictureForm);
    for (const bubble of this.log.children) addSpeech(bubble, this.box.dataset);
    for (const message of unsent()) this.markUnsent(this.ownBubble(message), message);
    document.querySelector("#chat-leave")?.addEventListener("submit", forgetAll);
    const link = document.querySelector(".chat__look");
    if (link instanceof HTMLElement) link.hidden = true;
    if (this.after > 0) this.log.lastElementChild?.scrollIntoView({ block: "nearest" });
    this.follower.follow(this.box.dataset.again === "true");
  }

  /** @param {HTMLFormElement} form */
  startPictures(form) {
    const words = form.dataset.wordsPicture ?? "";
    offerPictures(
      form,
      (picture) => this.send({ id: newId(), words, fields: {}, picture }),
      (refusal) => this.showTrouble([{ from: "note", text: refusal }]),
    );
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const button = event.target === this.quickForm ? event.submitter : null;
    const words = (button ? button.textContent : this.field.value)?.trim() ?? "";
    if (this.busy || !words) return;
    const value = button?.getAttribute("value");
    this.send({ id: newId(), words, fields: value ? { quick: value } : { text: words } });
    if (button) return;
    this.field.value = "";
    this.field.focus({ preventScroll: true });
  }

  /** @param {Outgoing} message @param {HTMLElement} [bubble] its bubble, when it is sent again */
  async send(message, bubble) {
    if (this.busy) return;
    this.busy = true;
    const mine = bubble ?? this.ownBubble(message);
    mine.querySelector(".bubble__unsent")?.remove();
    this.showTrouble([]);
    keep(message);
    const waiting = copyOf("chat-waiting");
    this.append([mine, waiting]);
    try {
      const address = message.picture && this.pictureForm instanceof HTMLFormElement ? this.pictureForm.action : this.form.action;
      const answer = await post(address, message, { csrf_token: this.token, after: String(this.after) });
      waiting.remove();
      forget(message.id);
      this.settle(mine, answer);
    } catch (error) {
      waiting.remove();
      this.markUnsent(mine, message);
      const said = error instanceof Refusal ? error.messages : [];
      this.showTrouble(said.length ? said : [{ from: "note", text: this.box.dataset.wordsFailed ?? "" }]);
    }
    this.busy = false;
  }

  /** What was answered. @param {HTMLElement} mine @param {import("./chat_post.js").Answer} answer */
  settle(mine, answer) {
    const text = mine.querySelector(".bubble__text");
    if (text && answer.own) text.textContent = answer.own; // numbers are masked on the page too
    const isOld = !answer.own && answer.after !== undefined && !answer.messages.length;
    if (isOld) mine.remove(); // it had arrived, and stands above with its answer
    this.hear(answer);
  }

  /** @param {import("./chat_post.js").Answer} answer */
  hear(answer) {
    if (answer.after !== undefined && answer.after < this.after) this.seen.clear(); // begun anew
    const messages = answer.messages.filter(({ seq }) => !seq || !this.seen.has(seq));
    for (const { seq } of messages) if (seq) this.seen.add(seq);
    this.after = answer.after ?? this.after;
    this.append(messages.map(bubbleOf));
    this.follower.follow(answer.again ?? false);
  }

  async lookOnce() {
    if (this.busy) return true;
    const address = new URL(this.box.dataset.since ?? "", location.href);
    address.searchParams.set("after", String(this.after));
    const answer = await look(address.href);
    if (!this.busy) this.hear(answer);
    return answer.again ?? this.busy;
  }

  /** @param {HTMLElement[]} bubbles */
  append(bubbles) {
    unfold(bubbles);
    this.log.append(...bubbles);
    for (const bubble of bubbles) addSpeech(bubble, this.box.dataset);
    bubbles.at(-1)?.scrollIntoView({ block: "nearest" });
    const [first] = bubbles; // a long answer is read from its beginning
    if (first && first.getBoundingClientRect().top < 0) first.scrollIntoView({ block: "start" });
  }

  /** @param {Outgoing} message */
  ownBubble(message) {
    const bubble = bubbleOf({ from: "me", text: message.words });
    this.append([bubble]);
    return bubble;
  }

  /** @param {HTMLElement} bubble @param {Outgoing} message */
  markUnsent(bubble, message) {
    const mark = copyOf("chat-unsent");
    mark.querySelector("button")?.addEventListener("click", () => this.send(message, bubble));
    bubble.append(mark);
  }

  /** @param {Message[]} messages replaces what was said of the last trouble */
  showTrouble(messages) {
    for (const bubble of this.trouble) bubble.remove();
    this.trouble = messages.map(bubbleOf);
    this.append(this.trouble);
  }

  get token() {
    const field = this.form.elements.namedItem("csrf_token");
    return field instanceof HTMLInputElement ? field.value : "";
  }
}

if (document.querySelector("form#chat-form")) new Conversation().start();
