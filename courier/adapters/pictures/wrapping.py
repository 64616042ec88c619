"""Breaks text into lines: Latin words whole, Han characters anywhere but before a closing mark.

Uighur names break after their middle dot, Tibetan ones after the mark between syllables.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ELLIPSIS = "…"
_PIECES = re.compile(
    r"\s+|[!-~\u00a0-\u00b6\u00b8-\u0f0a\u0f0d-\u2ade]+[\u00b7\u0f0b\u0f0c]?|.", re.DOTALL
)
_NEVER_FIRST = frozenset("，。、；：？！）》」』”’·…,.;:?!)")

Measure = Callable[[str], float]


def wrapped(text: str, width: float, measure: Measure) -> list[str]:
    """Lines no wider than ``width``; a word wider than a line is broken."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if "\n" in piece:
            lines.append("")
        elif measure((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
        else:
            _onto_next_line(lines, piece, width, measure)
    return [line.strip() for line in lines]


def cut(lines: list[str], count: int, width: float, measure: Measure) -> list[str]:
    """At most ``count`` lines, the last one ending in an ellipsis where text was lost."""
    if len(lines) <= count:
        return lines
    last = lines[count - 1]
    while last and measure(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: count - 1], last + ELLIPSIS]


def _onto_next_line(lines: list[str], piece: str, width: float, measure: Measure) -> None:
    if piece in _NEVER_FIRST and len(lines[-1]) > 1:
        lines[-1], piece = lines[-1][:-1], lines[-1][-1] + piece
    if measure(piece) <= width:
        lines.append(piece.lstrip())
        return
    for character in piece:
        if lines[-1] and measure(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
