// What the villager says stands in the console without a reload, while the talk goes on.
import { Follower } from "./chat_follow.js";
import { look } from "./chat_post.js";

/** @typedef {import("./chat_bubbles.js").Message} Message */

/** @param {Message} message */
function lineOf(message) {
  const template = document.querySelector("template#talk-line");
  const line = template instanceof HTMLTemplateElement ? template.content.firstElementChild?.cloneNode(true) : null;
  if (!(line instanceof HTMLElement)) throw new Error("no template talk-line");
  const title = line.querySelector(".list__title");
  const words = line.querySelector(".list__text bdi");
  if (title) title.textContent = message.who ?? "";
  if (words) words.textContent = message.text;
  return line;
}

/** @param {HTMLElement} box @param {Element} list */
function follow(box, list) {
  let after = Number(box.dataset.after ?? 0);
  const follower = new Follower(async () => {
    const address = new URL(box.dataset.since ?? "", location.href);
    address.searchParams.set("after", String(after));
    const answer = await look(address.href);
    list.append(...answer.messages.map(lineOf));
    after = answer.after ?? after;
    return answer.again ?? false;
  });
  follower.follow(box.dataset.again === "true");
}

const box = document.querySelector("#talk");
const list = box?.querySelector("ul");
if (box instanceof HTMLElement && list) follow(box, list);
