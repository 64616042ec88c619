"""Cuts long answers into messages that a channel carries, at the ends of sentences.

Pure: text and a measure in, pages out. A measure says how long a text is for its channel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Measure = Callable[[str], int]

_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”」』）)]*|\n+|$)")
_CLAUSE = re.compile(r"[^，、,：: ]*(?:[，、,：: ]+|$)")
SINGLE_UNITS = 70  # of a text message in UCS-2, GSM 03.38
JOINED_UNITS = 67  # of each when several are joined


def bytes_of(text: str) -> int:
    """As WeChat counts: bytes of UTF-8."""
    return len(text.encode())


def units_of(text: str) -> int:
    """As telephones count: 16-bit units; a rare character takes two."""
    return len(text.encode("utf-16-le")) // 2


def segments_of(text: str) -> int:
    """How many text messages a telephone company makes of it; an empty text is none."""
    units = units_of(text)
    return min(units, 1) if units <= SINGLE_UNITS else -(-units // JOINED_UNITS)


def pages(text: str, most: int, measure: Measure) -> tuple[str, ...]:
    """``text`` in pages of at most ``most`` by ``measure``; no character of it is lost but
    blanks at the ends of pages. Sentences stay whole where they fit, else clauses.

    Raises ValueError when a single character does not fit.
    """
    found: list[str] = []
    page = ""
    for part in _parts(text, most, measure):
        if page and measure((page + part).strip()) > most:
            found.append(page.strip())
            page = ""
        page += part
    return tuple(page for page in (*found, page.strip()) if page)


def _parts(text: str, most: int, measure: Measure) -> Iterator[str]:
    for sentence in filter(None, _SENTENCE.findall(text)):
        if measure(sentence.strip()) <= most:
            yield sentence
            continue
        for clause in filter(None, _CLAUSE.findall(sentence)):
            yield from [clause] if measure(clause.strip()) <= most else _hard(clause, most, measure)


def _hard(text: str, most: int, measure: Measure) -> Iterator[str]:
    piece = ""
    for sign in text:
        if measure(sign) > most:
            raise ValueError(f"nothing fits into {most}")
        if measure(piece + sign) > most:
            yield piece
            piece = ""
        piece += sign
    yield piece
