// A signature drawn with a finger: kept as the path of an SVG, in thousandths of the field's width,
// so that it is small and looks the same on every screen.

const WIDTH = 1000;
const HEIGHT = 400;
const MOST = 20_000; // characters; the server refuses more
const PEN = 8;
const SHORTEST = 120; // thousandths of the width; the server takes less for a tap

/** @param {number} value @param {number} most */
const bounded = (value, most) => Math.min(Math.max(Math.round(value), 0), most);

/**
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLInputElement} field
 * @returns {{ clear: () => void }}
 */
function pad(canvas, field) {
  const pen = canvas.getContext("2d");

  function draw() {
    if (!pen) return;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = PEN;
    pen.lineCap = pen.lineJoin = "round";
    pen.stroke(new Path2D(field.value));
  }

  /** @param {"M" | "L"} step @param {PointerEvent} event */
  function add(step, event) {
    const box = canvas.getBoundingClientRect();
    const across = bounded(((event.clientX - box.x) / box.width) * WIDTH, WIDTH);
    const down = bounded(((event.clientY - box.y) / box.height) * HEIGHT, HEIGHT);
    const point = `${step}${across} ${down}`;
    if (field.value.length + point.length > MOST || field.value.endsWith(point.slice(1))) return;
    field.value += point;
    draw();
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    add("M", event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) add("L", event);
  });
  draw();
  return {
    clear() {
      field.value = "";
      draw();
    },
  };
}

/** A field in which a name may be drawn. @param {Element} part */
export function offerSignature(part) {
  const canvas = part.querySelector("canvas");
  const field = part.querySelector("input[name=signature]");
  if (!(part instanceof HTMLElement && canvas && field instanceof HTMLInputElement)) return;
  const { clear } = pad(canvas, field);
  part.querySelector("[data-signature-clear]")?.addEventListener("click", clear);
  part.hidden = false;
}

/** Whether it is more than a tap. @param {string} path */
export function isDrawn(path) {
  const lengths = path.split("M").map((stroke) => {
    const points = stroke.split("L").map((point) => point.split(" ").map(Number));
    return points.slice(1).reduce((sum, [x = 0, y = 0], at) => sum + Math.hypot(x - (points[at]?.[0] ?? 0), y - (points[at]?.[1] ?? 0)), 0);
  });
  return lengths.reduce((sum, length) => sum + length, 0) >= SHORTEST;
}

for (const part of document.querySelectorAll("[data-signature]")) offerSignature(part);
