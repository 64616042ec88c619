// Sends who is to be added with the papers, shrunk. Without a network the page keeps them and sends again
// by itself; its request_id makes a repeated sending the same wish. Without this script it is a plain form.
import { PaperPicture, letFrame } from "./paper_picture.js";
import { pause } from "./waiting.js";

const PATIENCE_MS = 90_000;
const AGAIN_MS = 10_000;

/** @type {Map<HTMLInputElement, PaperPicture>} */
const pictures = new Map();

/** @param {Element} box */
function offer(box) {
  const input = box.querySelector("input[type=file]");
  const view = box.querySelector("[data-paper-view]");
  const canvas = box.querySelector("canvas");
  if (!(input instanceof HTMLInputElement && view instanceof HTMLElement && canvas)) return;
  input.addEventListener("change", async () => {
    pictures.delete(input);
    const file = input.files?.[0];
    const picture = file ? await createImageBitmap(file).catch(() => null) : null;
    if (picture) pictures.set(input, new PaperPicture(picture, canvas));
    view.hidden = !picture;
  });
  letFrame(canvas, () => pictures.get(input) ?? null);
  box.querySelector("[data-paper-whole]")?.addEventListener("click", () => pictures.get(input)?.whole());
}

/** What the form says, with small pictures; a file this browser cannot open goes as it is. @param {HTMLFormElement} form */
async function body(form) {
  const said = new FormData(form);
  said.delete("papers");
  for (const input of form.querySelectorAll("input[name=papers]")) {
    const file = input instanceof HTMLInputElement && input.files?.[0];
    if (!(input instanceof HTMLInputElement) || !file) continue;
    const small = await pictures.get(input)?.asSent();
    said.append("papers", small ?? file, small ? "paper.jpg" : file.name);
  }
  return said;
}

function network() {
  return Promise.race([pause(AGAIN_MS), new Promise((done) => addEventListener("online", done, { once: true }))]);
}

/** @param {string} address @param {FormData} said @returns {Promise<{ next?: string, message?: string } | null>} null without an answer */
async function post(address, said) {
  try {
    const asking = { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) };
    const answer = await fetch(address, { method: "POST", body: said, ...asking });
    return answer.status >= 500 ? null : await answer.json();
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement} words */
async function send(form, words) {
  words.textContent = form.dataset.wordsSending ?? "";
  const said = await body(form);
  let answer = await post(form.action, said);
  while (!answer) {
    words.textContent = form.dataset.wordsWaiting ?? "";
    await network();
    answer = await post(form.action, said);
  }
  words.textContent = answer.message ?? "";
  removeEventListener("beforeunload", keepOpen);
  if (answer.next) location.assign(answer.next);
}

/** @param {Event} event */
function keepOpen(event) {
  event.preventDefault();
}

const form = document.querySelector("form[data-send-later]");
const words = form?.querySelector("[data-send-words]");
if (form instanceof HTMLFormElement && words instanceof HTMLElement) {
  for (const box of form.querySelectorAll("[data-paper]")) offer(box);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending === "true") return;
    form.dataset.sending = "true";
    addEventListener("beforeunload", keepOpen);
    await send(form, words);
    form.dataset.sending = "false";
  });
}
