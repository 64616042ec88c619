"""What the person at the terminal sees while programs start, run, fail and end."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from courier.cli.terminal import Style, styled
from courier.texts import Locale, say

NAME_WIDTH = 8
COLOURS = ("36", "35", "34", "33", "32")


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


class Screen:
    """Writes whole lines; ``quiet`` keeps the programs' own lines back."""

    def __init__(self, locale: Locale, out: TextIO | None = None, *, quiet: bool = False) -> None:
        self.locale = locale
        self._out = out or sys.stdout
        self._quiet = quiet
        self._colours: dict[str, str] = {}

    def words(self, key: str, **facts: object) -> str:
        """The sentence ``run.<key>``."""
        return say(f"run.{key}", self.locale, **facts)

    def tell(self, key: str, style: Style = Style.PLAIN, **facts: object) -> None:
        """Show the sentence ``run.<key>``."""
        self.plain(self.words(key, **facts), style)

    def plain(self, words: str, style: Style = Style.PLAIN) -> None:
        """Show words that are a sentence already."""
        self._line(styled(words, style))

    def heard(self, name: str, line: str) -> None:
        """A line that a program wrote."""
        if not self._quiet:
            self._line(f"{self._label(name)} {line}")

    def title(self, name: str) -> str:
        """A program's name in the reader's language."""
        return say(f"run.program_{name}", self.locale)

    def box(self, lines: Sequence[str]) -> None:
        """Lines in a frame that Chinese characters do not push out of shape."""
        inner = max(width(line) for line in lines)
        self._line(f"╭{'─' * (inner + 2)}╮")
        for line in lines:
            self._line(f"│ {line}{' ' * (inner - width(line))} │")
        self._line(f"╰{'─' * (inner + 2)}╯")

    def _label(self, name: str) -> str:
        colour = self._colours.setdefault(name, COLOURS[len(self._colours) % len(COLOURS)])
        label = f"{name:<{NAME_WIDTH}}│"
        return f"\033[{colour}m{label}\033[0m" if self._out.isatty() else label

    def _line(self, text: str) -> None:
        print(text, file=self._out, flush=True)
