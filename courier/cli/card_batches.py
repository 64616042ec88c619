"""A list of what was shown and when, one JSON object a line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from courier.domain.credentials import Verdict
from courier.domain.errors import BadInput
from courier.services.cards import verdict_at
from courier.services.core import Core


@dataclass(frozen=True, slots=True)
class Shown:
    """A text and the moment at which it was shown."""

    text: str
    at: dt.datetime


def read_batch(path: Path) -> Sequence[Shown]:
    """All lines; blank ones are left out.

    Raises BadInput ``card_list_unreadable`` and ``card_line_wrong`` (with ``line``).
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("card_list_unreadable", file=path.name) from error
    return [_read(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def verdicts(core: Core, shown: Iterable[Shown]) -> Iterator[Verdict]:
    """What is to be said of each, in order."""
    return (verdict_at(core, text=one.text, at=one.at) for one in shown)


def _read(number: int, line: str) -> Shown:
    try:
        match json.loads(line):
            case {"text": str(text), "at": str(at)}:
                moment = dt.datetime.fromisoformat(at)
                return Shown(text, moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    except (ValueError, RecursionError):
        pass
    raise BadInput("card_line_wrong", line=number)
