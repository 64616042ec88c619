// What a phone has of the office: its keys, its lists, its clock. Kept, so that it can be used without a network.
import { believed } from "../verify/status_list.js";
import { keysOf } from "../verify/verifier.js";
import { recall, remember } from "./memory.js";

const KEYS_LAST_MS = 3_600_000;
const KEYS_RETRY_MS = 30_000;
const LONGEST_MS = 8_000; // a network that does not answer is none

/** @typedef {import("../verify/status_list.js").StatusList} StatusList */
/** @typedef {import("../verify/verifier.js").PublishedKey} PublishedKey */
/** @typedef {{ data: Uint8Array<ArrayBuffer>, etag: string, issuedAt: number }} KeptList */
/** @typedef {{ list: StatusList, etag: string, heardAt: number | null }} KnownList `heardAt`: when the office said that there is none newer, in milliseconds by its clock */

export class Office {
  /** @param {{ keysUrl?: string, listUrl?: string }} addresses */
  constructor({ keysUrl = "", listUrl = "" }) {
    this.keysUrl = keysUrl;
    this.listUrl = listUrl;
    this.ahead = 0;
    /** @type {import("../verify/cose.js").Keys} */
    this.keys = new Map();
    /** By county. @type {Map<string, KnownList>} */
    this.lists = new Map();
  }

  /** Takes up what is kept. */
  async open() {
    this.ahead = (await recall("ahead")) ?? 0;
    this.keys = await keysOf((await recall("keys")) ?? []);
    return this;
  }

  /** The office's clock, in milliseconds since 1970. */
  now() {
    return Date.now() + this.ahead;
  }

  /** @param {number} now by the office's clock, milliseconds */
  async setClock(now) {
    this.ahead = now - Date.now();
    await remember("ahead", this.ahead);
  }

  /** Asks for the keys again after a while: one may have been revoked. @param {number} [longest] milliseconds */
  async renewKeys(longest = KEYS_LAST_MS) {
    const age = Date.now() - ((await recall("keys heard at")) ?? 0);
    if (Math.abs(age) > longest) await this.fetchKeys().catch(() => {});
  }

  /** Rejects without a network. */
  async fetchKeys() {
    const answer = await fetch(this.keysUrl, { cache: "no-store", signal: AbortSignal.timeout(LONGEST_MS) });
    if (!answer.ok) throw new Error(String(answer.status));
    /** @type {{ keys: PublishedKey[] }} */
    const { keys } = await answer.json();
    this.keys = await keysOf(keys);
    await remember("keys", keys);
    await remember("keys heard at", Date.now());
  }

  /** The newest list that is to be believed now. @param {string} county @returns {Promise<KnownList | null>} */
  async list(county) {
    if (!this.lists.has(county)) {
      /** @type {KeptList | undefined} */
      const kept = await recall(`list ${county}`);
      if (kept) await this.take(county, kept, null);
    }
    return this.lists.get(county) ?? null;
  }

  /** Asks for a newer list; rejects without a network. @param {string} county @returns {Promise<boolean>} whether there was one */
  async refresh(county) {
    const known = await this.list(county);
    const headers = known ? { "If-None-Match": known.etag } : {};
    const answer = await fetch(this.listUrl + county, { cache: "no-store", headers, signal: AbortSignal.timeout(LONGEST_MS) });
    if (known && answer.status === 304) {
      known.heardAt = this.now();
      return false;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    return this.hear(county, new Uint8Array(await answer.arrayBuffer()), answer.headers.get("ETag") ?? "");
  }

  /** @param {string} county @param {Uint8Array<ArrayBuffer>} data @param {string} etag */
  async hear(county, data, etag) {
    const heard = { data, etag, issuedAt: this.lists.get(county)?.list.issuedAt ?? 0 };
    if (!(await this.take(county, heard, this.now()))) {
      await this.renewKeys(KEYS_RETRY_MS); // it may be signed by a new key
      if (!(await this.take(county, heard, this.now()))) return false;
    }
    const issuedAt = this.lists.get(county)?.list.issuedAt ?? 0;
    await remember(`list ${county}`, { data, etag, issuedAt });
    return true;
  }

  /** @param {string} county @param {KeptList} kept @param {number | null} heardAt */
  async take(county, { data, etag, issuedAt }, heardAt) {
    const list = await believed(data, this.keys, county, this.now(), issuedAt);
    if (list) this.lists.set(county, { list, etag, heardAt });
    return list !== null;
  }
}
