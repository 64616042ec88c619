"""A list of what was shown and when, one JSON object a line."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from courier.domain.credentials import ANSWER_DIGITS, Verdict, refused
from courier.domain.errors import BadInput
from courier.services.cards import verdict_at
from courier.services.core import Core

_FOUR_DIGITS = re.compile(rf"[0-9]{{{ANSWER_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text, the moment at which it was shown, the digits that were asked, and when the newest
    status list seen before was made.
    """

    text: str
    at: dt.datetime
    asked: str | None = None
    seen: dt.datetime | None = None


def read_batch(path: Path) -> Sequence[Shown | BadInput]:
    """All lines but blank ones; a wrong one is the error ``card_line_wrong`` (with ``line``).

    Raises BadInput ``card_list_unreadable``.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("card_list_unreadable", file=path.name) from error
    return [_read(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def verdict_of(core: Core, shown: Shown | BadInput) -> Verdict:
    """What is to be said of it; a line that cannot be read is no card."""
    if isinstance(shown, BadInput):
        return refused(shown.code)
    return verdict_at(core, text=shown.text, at=shown.at, asked=shown.asked, seen=shown.seen)


def _read(number: int, line: str) -> Shown | BadInput:
    try:
        match json.loads(line):
            case {"text": str(text), "at": str(at), **others}:
                return Shown(
                    text, _moment(at), _digits(others.get("asked")), _seen(others.get("seen"))
                )
    except (ValueError, OverflowError, RecursionError):
        pass
    return BadInput("card_line_wrong", line=number)


def _moment(written: str) -> dt.datetime:
    """In UTC; without a zone it is UTC already."""
    moment = dt.datetime.fromisoformat(written)
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _digits(asked: object) -> str | None:
    if asked is None or (isinstance(asked, str) and _FOUR_DIGITS.fullmatch(asked)):
        return asked
    raise ValueError("four digits expected")


def _seen(written: object) -> dt.datetime | None:
    return None if written is None else _moment(str(written))
