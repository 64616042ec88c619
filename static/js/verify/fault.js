/** What is shown is no card of ours; `code` as the server's errors: card_unreadable, card_forged, … */
export class Fault extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}
