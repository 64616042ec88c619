// Whether a slip is the household's: the phone knows no slip's code, only what can be made of one.

const LOOKALIKES = /** @type {Record<string, string>} */ ({ O: "0", I: "1", L: "1" });

/** The one spelling of a code, as domain/short_codes.py has it. @param {string} text as scanned or typed */
const spelled = (text) =>
  text.normalize("NFKC").toUpperCase().replace(/[\s\-‐-―_.·,，、]+/g, "").replace(/[OIL]/g, (sign) => LOOKALIKES[sign] ?? sign);

/** @param {string} text @param {string | null} known of the household's slip; null where it has none */
export async function isSlip(text, known) {
  const made = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(spelled(text))));
  return [...made].map((byte) => byte.toString(16).padStart(2, "0")).join("") === known;
}
