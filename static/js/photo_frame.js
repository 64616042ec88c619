// Lets somebody frame the face of a portrait: the view is the card's picture, 3 wide and 4 high; the
// photograph is moved and made larger behind it. What was framed goes into the form's fields, in
// ten-thousandths; what is sent is the frame alone, no larger than a card needs. Without this script (or
// for a picture this browser cannot read) the server takes the middle.
import { put } from "./small_pictures.js";

const WHOLE = 10000;
const STEP = 0.04;
const SENT_WIDTH = 960; // twice the card's
/** @type {Record<string, [number, number]>} */
const WAYS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
/** @type {Record<string, string>} */
const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** @param {number} value @param {number} most */
const within = (value, most) => Math.min(Math.max(value, 0), Math.max(most, 0));

/** @param {ImageBitmap} picture @param {[number, number, number, number]} box left, top, width, height @returns {Blob} */
function cutOut(picture, box) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(SENT_WIDTH, Math.round(box[2]));
  canvas.height = Math.round((canvas.width * 4) / 3);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, ...box, 0, 0, canvas.width, canvas.height);
  const [, packed] = canvas.toDataURL("image/jpeg", 0.9).split(","); // at once: the form is on its way
  return new Blob([Uint8Array.from(atob(packed ?? ""), (byte) => byte.charCodeAt(0))], { type: "image/jpeg" });
}

/**
 * @param {HTMLElement} part
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} chooser
 */
function frame(part, form, chooser) {
  const view = part.querySelector("canvas");
  const zoom = part.querySelector("input[type=range]");
  const pen = view?.getContext("2d");
  if (!view || !pen || !(zoom instanceof HTMLInputElement)) return;
  /** @type {ImageBitmap | null} */
  let picture = null;
  let left = 0;
  let top = 0;

  /** @returns {[number, number]} */
  const size = () => {
    if (!picture) return [0, 0];
    const wide = (Math.min(picture.width, (picture.height * 3) / 4) * 100) / Number(zoom.value);
    return [wide, (wide * 4) / 3];
  };
  /** @param {string} name @param {number | null} part */
  const tell = (name, part) => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = part === null ? "" : String(Math.floor(part * WHOLE));
  };
  const tellNothing = () => ["left", "top", "width"].forEach((name) => tell(name, null));
  const show = () => {
    if (!picture) return;
    const [wide, high] = size();
    left = within(left, picture.width - wide);
    top = within(top, picture.height - high);
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, view.width, view.height);
    pen.drawImage(picture, left, top, wide, high, 0, 0, view.width, view.height);
    tell("left", left / picture.width);
    tell("top", top / picture.height);
    tell("width", wide / picture.width);
  };
  /** @param {number} across @param {number} down in parts of the frame */
  const move = (across, down) => {
    const [wide, high] = size();
    left += across * wide;
    top += down * high;
    show();
  };

  chooser.addEventListener("change", async () => {
    const file = chooser.files?.[0];
    picture = file ? await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null) : null;
    part.hidden = !picture;
    zoom.value = zoom.dataset.before = "100";
    const [wide, high] = size();
    left = picture ? (picture.width - wide) / 2 : 0;
    top = picture ? (picture.height - high) * 0.35 : 0;
    tellNothing();
    show();
  });
  form.addEventListener("submit", () => {
    if (!picture) return;
    put(chooser, cutOut(picture, [left, top, ...size()]));
    tellNothing(); // the frame is the picture now
  });
  zoom.addEventListener("input", () => {
    const [middle, height] = [left, top];
    const before = Number(zoom.dataset.before || 100);
    const [wide, high] = size();
    const grown = Number(zoom.value) / before;
    left = middle + (wide * grown - wide) / 2;
    top = height + (high * grown - high) / 2;
    zoom.dataset.before = zoom.value;
    show();
  });
  for (const button of part.querySelectorAll("[data-move]")) {
    const way = WAYS[button.getAttribute("data-move") || ""];
    if (way) button.addEventListener("click", () => move(way[0] * STEP, way[1] * STEP));
  }
  view.addEventListener("keydown", (event) => {
    const way = WAYS[KEYS[event.key] || ""];
    if (!way) return;
    event.preventDefault();
    move(way[0] * STEP, way[1] * STEP);
  });
  view.addEventListener("pointerdown", (event) => view.setPointerCapture(event.pointerId));
  view.addEventListener("pointermove", (event) => {
    if (!view.hasPointerCapture(event.pointerId)) return;
    move(-event.movementX / view.clientWidth, -event.movementY / view.clientHeight);
  });
}

for (const part of document.querySelectorAll("[data-photo-frame]")) {
  const form = part.closest("form");
  const chooser = form?.elements.namedItem(part.getAttribute("data-photo-frame") || "");
  if (part instanceof HTMLElement && form && chooser instanceof HTMLInputElement) frame(part, form, chooser);
}
