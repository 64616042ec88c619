"""The JavaScript verifier (static/js/verify) in a real browser, asked from Python."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from playwright.sync_api import Page

# `register`: what stands for a county's list where vectors have a register instead.
PROGRAM = """
async ({ world, cases }) => {
  const { keysOf, read } = await import("/js/verify/verifier.js");
  const { judge } = await import("/js/verify/judge.js");
  const { believed, statusIn } = await import("/js/verify/status_list.js");
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const keys = await keysOf(world.keys);
  async function statusOf(claims, at, list, seen) {
    const register = world.register[claims.county];
    if (register) return register[claims.place] ?? "unknown";
    if (list === undefined) return "unknown";
    const known = list && await believed(bytes(list), keys, claims.county, at, seen);
    return known ? statusIn(known, claims, at) : "unchecked";
  }
  async function verdictOn({ text, at, asked, seen, list }) {
    try {
      const shown = await read(text, keys);
      if ("colour" in shown) return shown;
      const stated = list === undefined ? world.lists[shown.claims.county] : list;
      return judge(shown, await statusOf(shown.claims, at, stated, seen), at, { asked });
    } catch (error) {
      return { colour: "error", reason: String(error) };
    }
  }
  const verdicts = [];
  for (const one of cases) verdicts.push(await verdictOn(one));
  return verdicts.map(({ colour, reason }) => [colour, reason]);
}
"""
Case = dict[str, object]


class Verifier:
    """Asks the modules in a page what may be said of many texts at once."""

    def __init__(self, page: Page, world: Case) -> None:
        lists = {county: _padded(text) for county, text in world["lists"].items()}
        self.page, self.world = page, {**world, "lists": lists}

    def verdicts(self, cases: Sequence[Case]) -> list[tuple[str, str]]:
        """Colour and reason of each: ``text``, ``at`` (ms), ``asked``, ``seen`` (s), ``list``."""
        said = self.page.evaluate(PROGRAM, {"world": self.world, "cases": list(cases)})
        return [(colour, reason) for colour, reason in said]


def case(text: str, at_ms: int, asked: str | None = None, seen: int | None = None) -> Case:
    """A case judged by the world's own register or list."""
    return {"text": text, "at": at_ms, "asked": asked, "seen": seen}


def with_list(one: Case, data: bytes | None) -> Case:
    """The same judged by another list."""
    return {**one, "list": None if data is None else base64.b64encode(data).decode()}


def _padded(text: str | None) -> str | None:
    """Plain base64 of base64url without padding."""
    if text is None:
        return None
    return base64.b64encode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))).decode()
