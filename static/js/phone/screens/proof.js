// How they agreed, and what they left as proof of it; judged as the server will judge it.
import { isDrawn } from "../../signature.js";
import { isSlip } from "../slip.js";

/** @typedef {{ signature: string } | { slip: string } | { witness_name: string, witness_relation: string }} Proof */
/** @typedef {{ method: string, proof?: Proof }} Given */

/**
 * @param {HTMLFormElement} form @param {string | null} slip of the household, as the day knows it
 * @returns {Promise<Given | string>} the name of a sentence where something is missing
 */
export async function givenIn(form, slip) {
  const said = new FormData(form);
  const text = (/** @type {string} */ name) => String(said.get(name) ?? "").trim();
  switch (said.get("method")) {
    case "spoken":
      return { method: "spoken" };
    case "signature":
      return isDrawn(text("signature")) ? { method: "signature", proof: { signature: text("signature") } } : "consent_signature_missing";
    case "slip":
      return slipGiven(text("code"), slip);
    case "witness":
      return witnessGiven(text("witness_name"), text("witness_relation"));
    default:
      return "method_needed";
  }
}

/** @param {string} code @param {string | null} known @returns {Promise<Given | string>} */
async function slipGiven(code, known) {
  if (!code) return "consent_slip_missing";
  return (await isSlip(code, known)) ? { method: "slip", proof: { slip: code } } : "consent_slip_other";
}

/** @param {string} witness_name @param {string} witness_relation @returns {Given | string} */
const witnessGiven = (witness_name, witness_relation) =>
  witness_name && witness_relation ? { method: "witness", proof: { witness_name, witness_relation } } : "consent_witness_missing";
