// Scans a household's slip with the camera and sends form#scan-form.
// Without a camera the form's typed code and picture remain.
import { Camera } from "./camera.js";
import { findReader } from "./qr_reader.js";
import { pause } from "./waiting.js";

const PAUSE_MS = 120;

/**
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
function part(root, selector, kind) {
  const element = root.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`no ${selector}`);
  return element;
}

/** Tone and shake, so that the eyes may stay on the paper. @param {AudioContext} audio */
function signal(audio) {
  navigator.vibrate?.(120);
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 1046;
  volume.gain.value = 0.2;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.15);
}

/**
 * @param {Camera} camera
 * @param {import("./qr_reader.js").QrReader} read
 * @returns {Promise<string | null>} null when the camera was closed first, or its page shows something else by now
 */
async function firstCode(camera, read) {
  while (camera.stream && camera.video.isConnected) {
    const frame = camera.frame();
    const text = frame && (await read(frame));
    if (text) return text;
    await pause(PAUSE_MS);
  }
  return null;
}

/** @param {Element | null} form without a camera its typed code remains */
export function offerScan(form) {
  if (form instanceof HTMLFormElement && navigator.mediaDevices) start(form);
}

/** @param {HTMLFormElement} form */
function start(form) {
  const box = part(form, "[data-scan]", HTMLElement);
  const open = part(box, "[data-scan-open]", HTMLButtonElement);
  const view = part(box, "[data-scan-view]", HTMLElement);
  const words = part(box, "[data-scan-words]", HTMLElement);
  const torch = part(box, "[data-scan-torch]", HTMLButtonElement);
  const code = part(form, "[name=code]", HTMLInputElement);
  const camera = new Camera(part(view, "video", HTMLVideoElement));

  /** @param {boolean} shown */
  function showCamera(shown) {
    view.hidden = !shown;
    open.hidden = shown;
    torch.hidden = !(shown && camera.hasTorch);
  }

  /** @param {string} text @param {AudioContext} audio */
  function send(text, audio) {
    view.dataset.state = "found";
    words.textContent = form.dataset.wordsFound ?? "";
    signal(audio);
    camera.close();
    code.value = text;
    form.requestSubmit();
  }

  async function scan() {
    const audio = new AudioContext();
    try {
      words.textContent = form.dataset.wordsLooking ?? "";
      const [read] = await Promise.all([findReader(), camera.open()]);
      showCamera(true);
      const text = await firstCode(camera, read);
      if (text) send(text, audio);
      else camera.close();
    } catch {
      camera.close();
      showCamera(false);
      words.textContent = form.dataset.wordsNoCamera ?? "";
      code.focus();
    }
  }

  open.addEventListener("click", scan);
  torch.addEventListener("click", () => {
    const on = torch.getAttribute("aria-pressed") !== "true";
    torch.setAttribute("aria-pressed", String(on));
    camera.light(on).catch(() => { torch.hidden = true; });
  });
  addEventListener("pagehide", () => camera.close());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || !camera.stream) return;
    camera.close();
    showCamera(false);
    words.textContent = "";
  });
  box.hidden = false;
}

offerScan(document.querySelector("form#scan-form"));
