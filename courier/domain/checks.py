"""Checks of couriers: by which way, what was said, and how many are worth an alarm.

Who asked is never known here: only how often a courier was asked about, on a day, and at which
village's doors.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.credentials import Colour, Reason

ELSEWHERE = "elsewhere"  # a door in none of the township's villages
USUAL_DAYS = 28
MANY_FLOOR, MANY_TIMES_USUAL = 30, 4
REDS_FLOOR, COPIES_FLOOR = 5, 3


class CheckWay(StrEnum):
    """How somebody asked."""

    PAGE = "page"  # a code, scanned
    NUMBER = "number"  # the card's number, typed on the page
    TEXT = "text"  # a text message
    ASSISTANT = "assistant"
    PHONE = "phone"  # a call to the office
    GRID = "grid"  # a cell of the household's paper


class DigitsReason(StrEnum):
    """What six digits told."""

    RIGHT = "digits_right"
    USED = "digits_used"  # somebody else has told them before
    WRONG = "digits_wrong"
    BLOCKED = "digits_blocked"  # too many wrong ones lately
    NONE = "digits_none"  # her phone makes none yet


GRID_ANSWERED = "grid_answered"
COLOURS = {
    DigitsReason.RIGHT: Colour.GREEN,
    DigitsReason.USED: Colour.AMBER,
    DigitsReason.WRONG: Colour.AMBER,
    DigitsReason.BLOCKED: Colour.AMBER,
    DigitsReason.NONE: Colour.AMBER,
}
# A code that somebody else was shown before: it travels, so it is a copy.
COPIED = frozenset({Reason.CODE_SHOWN_BEFORE, DigitsReason.USED})
RED = frozenset({Reason.NOT_YET_VALID, Reason.EXPIRED, Reason.SUSPENDED, Reason.REVOKED})


class AlarmKind(StrEnum):
    """Why an office should look."""

    MANY = "many"  # far more checks than usual
    RED = "red"  # a card that is not in order goes on being shown
    COPIES = "copies"  # one code in several hands
    FAR = "far"  # at doors that are not hers
    WRONG_DIGITS = "wrong_digits"  # somebody guesses


class AlarmState(StrEnum):
    """Whether somebody has looked."""

    OPEN = "open"
    LOOKED_AT = "looked_at"


@dataclass(frozen=True, slots=True)
class ChecksToday:
    """A courier's checks of a day by reason, and how many a day are usual with her."""

    by_reason: Mapping[str, int]
    usual: float

    @property
    def all(self) -> int:
        """All of them, whatever was said."""
        return sum(self.by_reason.values())


def alarms_for(today: ChecksToday) -> dict[AlarmKind, int]:
    """What is worth an alarm, and how often it happened."""
    found = {
        AlarmKind.MANY: (today.all, max(MANY_FLOOR, MANY_TIMES_USUAL * today.usual)),
        AlarmKind.RED: (_sum(today, RED), REDS_FLOOR),
        AlarmKind.COPIES: (_sum(today, COPIED), COPIES_FLOOR),
        AlarmKind.WRONG_DIGITS: (_sum(today, {DigitsReason.BLOCKED}), 1),
    }
    return {kind: times for kind, (times, floor) in found.items() if times >= floor}


def _sum(today: ChecksToday, reasons: Collection[str]) -> int:
    return sum(times for reason, times in today.by_reason.items() if reason in reasons)
