// Finds the best reader of QR codes that this browser has.

/**
 * @typedef {(canvas: HTMLCanvasElement) => Promise<string | null>} QrReader
 * Reads the first QR code of a picture, or null when there is none.
 */

const SELF_TEST = "YIBAO SELF TEST";

/** @returns {Promise<QrReader>} */
export async function findReader() {
  return (await nativeReader()) ?? (await wasmReader());
}

/** What a phone without a reader of its own will need, for a worker to keep. */
export async function fetchReader() {
  if (await nativeReader()) return;
  await Promise.all(["zxing-reader.js", "zxing_reader.wasm"].map((name) => fetch(vendored(name))));
}

/** @param {string} name */
const vendored = (name) => new URL(`../vendor/${name}`, import.meta.url).href;

/**
 * Some phones offer BarcodeDetector without anything behind it, so it must first read a picture we know.
 * @returns {Promise<QrReader | null>}
 */
async function nativeReader() {
  if (!("BarcodeDetector" in globalThis)) return null;
  try {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    /** @type {QrReader} */
    const read = async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
    return (await read(await selfTestPicture())) === SELF_TEST ? read : null;
  } catch {
    return null;
  }
}

/** @returns {Promise<HTMLCanvasElement>} */
async function selfTestPicture() {
  const picture = new Image();
  picture.src = new URL("../img/selftest.png", import.meta.url).href;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  return canvas;
}

/** @returns {Promise<QrReader>} */
async function wasmReader() {
  const { prepareZXingModule, readBarcodes } = await import("../vendor/zxing-reader.js");
  await prepareZXingModule({ overrides: { locateFile: vendored }, fireImmediately: true });
  return async (canvas) => {
    const picture = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height);
    if (!picture) return null;
    const found = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found[0]?.text || null;
  };
}
