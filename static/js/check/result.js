// The result as a person sees it: colour, sign, words, what to do, how old the list is.

/** @typedef {import("../verify/judge.js").Verdict} Verdict */

const TONES = { green: "good", amber: "wait", red: "bad" };
const SIGNS = { green: "tick", amber: "warning", red: "cross" };
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const JUST_NOW_MS = 10_000;

export class Result {
  /** @param {HTMLElement} box `[data-check]` @param {HTMLTemplateElement} shapes the three colours and all words */
  constructor(box, shapes) {
    this.box = box;
    this.shapes = shapes.content;
    this.age = box.querySelector("[data-list-age]");
    this.news = box.querySelector("[data-news]");
  }

  /** Shows another verdict than the one that stands there. @param {Verdict} verdict */
  show({ colour, reason }) {
    if (this.box.dataset.reason === reason && this.box.dataset.colour === colour) return;
    const [title, sentence] = this.shapes.querySelector(`[data-reason="${CSS.escape(reason)}"]`)?.children ?? [];
    this.paint(colour, title?.textContent ?? "", sentence?.textContent ?? "");
    const todo = this.shapes.querySelector(`[data-do="${colour}"]`)?.cloneNode(true);
    if (todo) document.querySelector("main [data-do]")?.replaceWith(todo);
    if (colour === "red") for (const face of document.querySelectorAll("img.portrait, [data-unless-red]")) face.remove();
    Object.assign(this.box.dataset, { colour, reason, shownAt: performance.timeOrigin + performance.now() });
  }

  /** @param {keyof typeof TONES} colour @param {string} title @param {string} sentence */
  paint(colour, title, sentence) {
    const frame = document.querySelector("main .verdict");
    if (!(frame instanceof HTMLElement)) return;
    frame.dataset.tone = TONES[colour];
    const sign = frame.querySelector("use");
    sign?.setAttribute("href", `${sign.getAttribute("href")?.split("#")[0]}#${SIGNS[colour]}`);
    this.write(frame.querySelector("h1"), title);
    this.write(frame.querySelector("p"), sentence);
    document.title = `${title} · ${document.title.split(" · ").at(-1)}`;
  }

  /** How old the list is. @param {number} now @param {import("./office.js").KnownList | null} known */
  tellAge(now, known) {
    const words = this.box.dataset;
    if (!known) return this.write(this.age, words.wordsNoList);
    if (known.heardAt && now - known.heardAt < JUST_NOW_MS) return this.write(this.age, words.wordsListNow);
    const age = Math.max(now - known.list.issuedAt * 1000, 0);
    if (age < HOUR) return this.count(words.wordsListMinutes, age / MINUTE);
    return age < 2 * DAY ? this.count(words.wordsListHours, age / HOUR) : this.count(words.wordsListDays, age / DAY);
  }

  /** @param {string | undefined} words @param {number} number */
  count(words, number) {
    this.write(this.age, words?.replace("{count}", String(Math.max(Math.floor(number), 1))));
  }

  /** @param {string | undefined} words whether this page hears of changes */
  tellNews(words) {
    this.write(this.news, words);
  }

  /** @param {Element | null} part @param {string | undefined} words */
  write(part, words = "") {
    if (part && part.textContent !== words) part.textContent = words;
  }

  /** All that a person should hear. */
  get spoken() {
    const parts = [".verdict h1", ".verdict p", "[data-do]"];
    return parts.map((part) => document.querySelector(`main ${part}`)?.textContent?.trim() ?? "").join("\n");
  }
}
