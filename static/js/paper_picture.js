// A photograph of a paper before it is sent: shown small, cut to what a finger frames, shrunk.
import { asJpeg } from "./chat_picture.js";

const SHOWN = 900; // px of the preview's longer side
const LEAST = 0.1; // of a side; less was a slip of the finger

/** @param {number} value */
const part = (value) => Math.min(Math.max(value, 0), 1);

export class PaperPicture {
  /** @param {ImageBitmap} picture @param {HTMLCanvasElement} canvas */
  constructor(picture, canvas) {
    this.picture = picture;
    this.canvas = canvas;
    const scale = Math.min(1, SHOWN / Math.max(picture.width, picture.height));
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    this.whole();
  }

  whole() {
    this.frame(0, 0, 1, 1);
  }

  /** Two corners, in parts of the sides. @param {number} x @param {number} y @param {number} toX @param {number} toY */
  frame(x, y, toX, toY) {
    this.cut = { x: Math.min(x, toX), y: Math.min(y, toY), width: Math.abs(toX - x), height: Math.abs(toY - y) };
    if (this.cut.width < LEAST || this.cut.height < LEAST) this.cut = { x: 0, y: 0, width: 1, height: 1 };
    this.draw();
  }

  draw() {
    const pen = this.canvas.getContext("2d");
    if (!pen || !this.cut) return;
    const { width, height } = this.canvas;
    pen.drawImage(this.picture, 0, 0, width, height);
    pen.fillStyle = "rgb(0 0 0 / 55%)";
    pen.fillRect(0, 0, width, height);
    const { x, y, width: wide, height: high } = this.pixels(width, height);
    const from = this.pixels(this.picture.width, this.picture.height);
    pen.drawImage(this.picture, from.x, from.y, from.width, from.height, x, y, wide, high);
  }

  /** What is kept of so many pixels. @param {number} width @param {number} height */
  pixels(width, height) {
    const cut = this.cut ?? { x: 0, y: 0, width: 1, height: 1 };
    return { x: cut.x * width, y: cut.y * height, width: cut.width * width, height: cut.height * height };
  }

  /** @returns {Promise<Blob>} */
  asSent() {
    return asJpeg(this.picture, this.pixels(this.picture.width, this.picture.height));
  }
}

/** A finger drawn across frames what is kept. @param {HTMLCanvasElement} canvas @param {() => PaperPicture | null} shown */
export function letFrame(canvas, shown) {
  /** @type {[number, number] | null} */
  let start = null;
  /** @param {PointerEvent} event @returns {[number, number]} */
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [part((event.clientX - box.x) / box.width), part((event.clientY - box.y) / box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    start = place(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (start && canvas.hasPointerCapture(event.pointerId)) shown()?.frame(...start, ...place(event));
  });
}
