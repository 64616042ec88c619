// The rear camera: its stream, its light, its frames.

const LONGEST_SIDE = 960;

/** The phone's rear camera, shown in a <video>. */
export class Camera {
  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.video = video;
    this.canvas = document.createElement("canvas");
    /** @type {MediaStream | null} */
    this.stream = null;
  }

  /** @returns {Promise<void>} rejects when there is no camera or no leave to use it */
  async open() {
    this.stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 1280 } },
    });
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  close() {
    this.track?.stop();
    this.video.srcObject = null;
    this.stream = null;
  }

  get track() {
    return this.stream?.getVideoTracks()[0] ?? null;
  }

  get hasTorch() {
    return Boolean(this.track?.getCapabilities?.().torch);
  }

  /** @param {boolean} on */
  async light(on) {
    await this.track?.applyConstraints({ advanced: [{ torch: on }] });
  }

  /** The present frame, small enough to be read quickly. */
  frame() {
    const { videoWidth: width, videoHeight: height } = this.video;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    if (this.canvas.width === 0) return null;
    const drawing = this.canvas.getContext("2d", { willReadFrequently: true });
    drawing?.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    return this.canvas;
  }
}
