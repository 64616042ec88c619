// The check page: this phone verifies the card itself, with the office's keys and status list, and shows the
// worse of the server's verdict and its own. Without a network (the kept page) its own is the only one.
import { readAloud } from "../speech.js";
import { looking, pause } from "../waiting.js";
import { forgetDigits } from "./digits.js";
import { Look } from "./look.js";
import { Office } from "./office.js";
import { Result } from "./result.js";
import { sound } from "./sound.js";
import { stayReady } from "./worker_setup.js";

const EVERY_MS = 1000;

/** @param {HTMLElement} box @returns {import("./look.js").ServersWord | null} */
function serversWord({ dataset: { colour, reason = "", at, asked } }) {
  if (colour !== "green" && colour !== "amber" && colour !== "red") return null;
  return { verdict: { colour, reason }, at: Number(at), asked: asked || null };
}

/** How long ago the server's answer came, in milliseconds. */
function answerAge() {
  const [navigation] = performance.getEntriesByType("navigation");
  const came = navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : 0;
  return came ? performance.now() - came : 0;
}

/** @param {HTMLElement} box @param {HTMLTemplateElement} shapes */
async function start(box, shapes) {
  const server = serversWord(box);
  const office = await new Office(box.dataset).open();
  if (server) {
    await office.setClock(server.at + answerAge());
    await office.renewKeys();
  }
  const look = new Look(office, box.dataset.text || location.pathname, server);
  const page = new CheckPage(look, office, new Result(box, shapes));
  await look.read();
  await page.show();
  if (look.card && !server) (await import("./offline_facts.js")).showFacts(look.card);
  if (look.card) await page.follow(look.card.claims.county);
  else box.dataset.checked = "done";
}

class CheckPage {
  /** @param {Look} look @param {Office} office @param {Result} result */
  constructor(look, office, result) {
    this.look = look;
    this.office = office;
    this.result = result;
    this.sounded = "";
    this.button = result.box.querySelector("[data-listen]");
    this.button?.addEventListener("click", () => this.tell());
  }

  async show() {
    const verdict = await this.look.verdict();
    this.result.show(verdict);
    if (verdict.colour === "green") void forgetDigits();
    if (verdict.colour === this.sounded) return;
    this.sounded = verdict.colour;
    const isHeard = await sound(verdict.colour);
    this.button?.classList.toggle("button--second", isHeard);
    if (this.button instanceof HTMLElement) this.button.hidden = false;
  }

  /** By tone and voice, when somebody asks for it. */
  async tell() {
    const { colour } = await this.look.verdict();
    await sound(colour);
    readAloud(this.result.spoken, this.result.box.dataset.lang ?? "");
  }

  /** Asks the office each second, as long as the look lasts. @param {string} county */
  async follow(county) {
    const words = this.result.box.dataset;
    for (await looking(); !this.look.isOver; await looking()) {
      try {
        if (await this.office.refresh(county)) await this.show();
        this.result.tellNews(words.colour === "red" ? "" : words.wordsFollowing);
      } catch {
        this.result.tellNews(words.wordsLost);
      }
      this.result.tellAge(this.office.now(), await this.office.list(county));
      words.checked = "done";
      await pause(EVERY_MS);
    }
    await this.show();
    this.result.tellNews(words.wordsStopped);
    this.result.write(this.result.age);
  }
}

const box = document.querySelector("[data-check]");
const shapes = document.querySelector("template#check-shapes");
if (box instanceof HTMLElement && shapes instanceof HTMLTemplateElement) void start(box, shapes);
if (box instanceof HTMLElement) void stayReady(box.dataset);
