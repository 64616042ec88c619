// Three tones that tell the colours apart without looking: up, level, down.
import { pause } from "../waiting.js";

const LOUDNESS = 0.25;
const PATIENCE_MS = 300;
/** Each: hertz, seconds. @type {Record<import("../verify/judge.js").Colour, [number, number][]>} */
const TONES = {
  green: [[660, 0.14], [880, 0.14], [1320, 0.28]],
  amber: [[620, 0.22], [0, 0.1], [620, 0.22]],
  red: [[300, 0.34], [0, 0.06], [220, 0.34], [0, 0.06], [160, 0.6]],
};
/** @type {Record<import("../verify/judge.js").Colour, number[]>} */
const SHAKES = { green: [80], amber: [120, 100, 120], red: [400, 120, 400] };

/** @type {AudioContext | undefined} */
let audio;

/**
 * Sounds the colour. Before somebody has touched the page browsers forbid it.
 * @param {import("../verify/judge.js").Colour} colour @returns {Promise<boolean>} whether it could be heard
 */
export async function sound(colour) {
  if (navigator.userActivation?.hasBeenActive === false) return false;
  navigator.vibrate?.(SHAKES[colour]);
  if (!("AudioContext" in globalThis)) return false;
  audio ??= new AudioContext();
  await Promise.race([audio.resume().catch(() => {}), pause(PATIENCE_MS)]);
  if (audio.state !== "running") return false;
  let start = audio.currentTime + 0.02;
  for (const [hertz, seconds] of TONES[colour]) {
    if (hertz) tone(audio, hertz, start, seconds);
    start += seconds;
  }
  return true;
}

/** @param {AudioContext} context @param {number} hertz @param {number} start @param {number} seconds */
function tone(context, hertz, start, seconds) {
  const voice = context.createOscillator();
  const volume = context.createGain();
  voice.frequency.value = hertz;
  volume.gain.setValueAtTime(LOUDNESS, start);
  volume.gain.linearRampToValueAtTime(0, start + seconds);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(start + seconds);
}
