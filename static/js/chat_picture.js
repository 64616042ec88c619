// Makes a photograph small in the phone: 1,600 px read best, and cost a villager the least.

const LONGEST_SIDE = 1_600;
const QUALITY = 0.85;
const SMALL_ENOUGH = 400_000; // bytes
export const MOST_BYTES = 20 * 1024 * 1024;

/** @param {File} file @returns {Promise<Blob>} the file itself where this browser cannot open it */
export async function shrunk(file) {
  if (file.size <= SMALL_ENOUGH) return file;
  try {
    return await drawn(file);
  } catch {
    return file;
  }
}

/** @param {File} file @returns {Promise<Blob>} */
async function drawn(file) {
  const picture = await createImageBitmap(file); // upright, as its EXIF says
  const small = await asJpeg(picture, { x: 0, y: 0, width: picture.width, height: picture.height });
  picture.close();
  return small.size < file.size ? small : file;
}

/**
 * @param {ImageBitmap} picture
 * @param {{ x: number, y: number, width: number, height: number }} part of it, in its pixels
 * @returns {Promise<Blob>} of at most 1,600 px
 */
export async function asJpeg(picture, part) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(part.width, part.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(part.width * scale);
  canvas.height = Math.round(part.height * scale);
  const paper = canvas.getContext("2d");
  if (!paper) throw new Error("no canvas");
  paper.fillStyle = "white"; // a code on nothing would be black on black
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
  const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!(small instanceof Blob)) throw new Error("no picture");
  return small;
}

/**
 * With scripts one press opens the camera or the album, and the picture goes as soon as it is chosen.
 *
 * @param {HTMLFormElement} form
 * @param {(picture: Blob) => void} send
 * @param {(words: string) => void} refuse
 */
export function offerPictures(form, send, refuse) {
  const input = form.querySelector("input[type=file]");
  const opener = form.closest("details")?.querySelector("summary");
  if (!(input instanceof HTMLInputElement) || !opener) return;
  const chooser = input;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    chooser.click();
  });
  chooser.addEventListener("change", async () => {
    const file = chooser.files?.[0];
    if (!file) return;
    const picture = await shrunk(file);
    chooser.value = "";
    if (picture.size > MOST_BYTES) refuse(form.dataset.wordsTooLarge ?? "");
    else send(picture);
  });
}
