// One look at a card: what this phone says of it, and the worse of that and the server's word.
import { judge } from "../verify/judge.js";
import { statusIn } from "../verify/status_list.js";
import { read } from "../verify/verifier.js";
import { askedDigits } from "./digits.js";
import { isRepeated } from "./seen.js";

const LASTS_MS = 300_000; // who stood here then may be gone, and the card stopped
const BADNESS = { green: 0, amber: 1, red: 2 };

/** @typedef {import("../verify/judge.js").Verdict} Verdict */
/** @typedef {import("../verify/live.js").Shown} Shown */
/** @typedef {{ verdict: Verdict, at: number, asked: string | null }} ServersWord `at` in milliseconds */

export class Look {
  /** @param {import("./office.js").Office} office @param {string} text @param {ServersWord | null} server null without a network */
  constructor(office, text, server) {
    this.office = office;
    this.text = text;
    this.server = server;
    this.at = server?.at ?? office.now();
    /** @type {{ asked?: string | null, isRepeated?: boolean }} */
    this.looker = {};
    /** @type {Shown | Verdict} */
    this.found = { colour: "red", reason: "unknown" };
  }

  /** Verifies the signatures; for a key that is not known the office is asked once. */
  async read() {
    this.found = await read(this.text, this.office.keys);
    if (!this.card) {
      await this.office.fetchKeys().catch(() => {});
      this.found = await read(this.text, this.office.keys);
    }
    const asked = this.server?.asked ?? (await askedDigits());
    this.looker = { asked, isRepeated: this.card !== null && (await isRepeated(this.card, this.at)) };
  }

  /** The card with verified signatures, null when it is none. */
  get card() {
    return "claims" in this.found ? this.found : null;
  }

  /** Whether this phone can say anything: without keys everything is unknown to it. */
  get isAble() {
    return this.office.keys.size > 0;
  }

  /** Whether what was seen is no longer here and now. */
  get isOver() {
    return this.office.now() - this.at >= LASTS_MS;
  }

  /** @returns {Promise<Verdict>} */
  async verdict() {
    const found = await this.worse();
    return found.colour === "green" && this.isOver ? { colour: "amber", reason: "look_over" } : found;
  }

  /** The worse of the server's word and this phone's. @returns {Promise<Verdict>} */
  async worse() {
    const server = this.server?.verdict;
    if (server && !this.isAble) return server;
    const own = await this.own();
    return server && BADNESS[own.colour] <= BADNESS[server.colour] ? server : own;
  }

  /** @returns {Promise<Verdict>} */
  async own() {
    if (!("claims" in this.found)) return this.isAble ? this.found : { colour: "amber", reason: "status_unchecked" };
    return judge(this.found, await this.status(this.found), this.at, this.looker);
  }

  /** The list's word; where it has none, the server has just asked its register. @param {Shown} shown */
  async status({ claims }) {
    const known = await this.office.list(claims.county);
    const status = known ? statusIn(known.list, claims, this.office.now()) : "unchecked";
    return this.server && (status === "unchecked" || status === "old") ? "active" : status;
  }
}
