// Asks for what an office adds to the conversation, while it may add something and somebody looks.

const EVERY_MS = 5_000;
const AFTER_TROUBLE_MS = 20_000;

export class Follower {
  /** @param {() => Promise<boolean>} ask asks once; tells whether to go on */
  constructor(ask) {
    this.ask = ask;
    this.wanted = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) clearTimeout(this.timer);
      else if (this.wanted) this.look();
    });
  }

  /** @param {boolean} wanted */
  follow(wanted) {
    this.wanted = wanted;
    this.wait(EVERY_MS);
  }

  /** @param {number} milliseconds */
  wait(milliseconds) {
    clearTimeout(this.timer);
    if (this.wanted && !document.hidden) this.timer = setTimeout(() => this.look(), milliseconds);
  }

  async look() {
    try {
      this.follow(await this.ask());
    } catch {
      this.wait(AFTER_TROUBLE_MS);
    }
  }
}
