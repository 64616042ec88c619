"""Draws a line whose letters may be of several scripts, each in a font that has them.

A line that begins with Arabic letters runs from right to left; raqm joins its letters.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from PIL import ImageDraw

from courier.adapters.pictures.fonts import Script, Weight, font
from courier.texts import Locale

_ARABIC = r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_RANGES = {
    # Letters of the Zhuang alphabet of 1957, Vietnamese and Kazakh ones, which the Han font lacks.
    Script.LETTERS: re.compile(r"[\u0100-\u02af\u0400-\u052f\u1e00-\u1eff]"),
    Script.ARABIC: re.compile(f"[{_ARABIC}]"),
    Script.TIBETAN: re.compile(r"[\u0f00-\u0fff]"),
    Script.YI: re.compile(r"[\ua000-\ua4cf]"),
    Script.MONGOLIAN: re.compile(r"[\u1800-\u18af]"),
}


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a line is drawn; ``pixels`` is the em."""

    weight: Weight
    pixels: int
    locale: Locale

    def length(self, text: str) -> float:
        """The width of a line in pixels. Raises OutsideFailed ``font_missing``."""
        return _length_of(self, text)

    def draw(
        self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, ink: str
    ) -> None:
        """Draw a line; ``place`` is its top left."""
        x, y = place
        baseline = y + font(self.weight, self.pixels, self.locale).getmetrics()[0]
        for script, run in in_order_of_sight(runs(text)):
            face = font(self.weight, self.pixels, self.locale, script)
            draw.text((x, baseline), run, font=face, fill=ink, anchor="ls")
            x += self.run_length(script, run)

    def run_length(self, script: Script, run: str) -> float:
        """The width of a piece of one script."""
        return font(self.weight, self.pixels, self.locale, script).getlength(run)


@functools.lru_cache(maxsize=8192)
def _length_of(lettering: Lettering, text: str) -> float:
    """Labels are the same on every card."""
    return sum(lettering.run_length(script, run) for script, run in runs(text))


Runs = tuple[tuple[Script, str], ...]


@functools.lru_cache(maxsize=2048)
def runs(text: str) -> Runs:
    """The line in pieces of one script; marks stay with their letter."""
    found: list[tuple[Script, str]] = []
    for character in text:
        script = found[-1][0] if found and _is_mark(character) else _script_of(character)
        if found and found[-1][0] is script:
            found[-1] = (script, found[-1][1] + character)
        else:
            found.append((script, character))
    return tuple(found)


def in_order_of_sight(pieces: Runs) -> Runs:
    """From left to right, as they are seen."""
    return pieces[::-1] if pieces and pieces[0][0] is Script.ARABIC else pieces


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _script_of(character: str) -> Script:
    if character.isascii():
        return Script.HAN
    for script, letters in _RANGES.items():
        if letters.match(character):
            return script
    return Script.HAN
