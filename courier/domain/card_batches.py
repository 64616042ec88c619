"""Many cards renewed or printed at once: what there is to do, and what may come of it."""

from __future__ import annotations

from enum import StrEnum


class BatchKind(StrEnum):
    """What is done with the cards."""

    RENEW = "renew"
    PRINT = "print"


class Outcome(StrEnum):
    """What came of one courier; all but the first two say why nothing was done."""

    RENEWED = "renewed"
    PRINTED = "printed"
    TOO_EARLY = "renewal_too_early"
    QUIZ_NEEDED = "quiz_needed"
    PHOTO_MISSING = "photo_missing"
    CARD_MISSING = "card_missing"
    NOT_IN_STATE = "courier_not_in_state"
    NOT_THERE = "courier_unknown"
    FONT_MISSING = "font_missing"
    NOT_ALLOWED = "not_your_task"
    OTHER = "other"


DONE = frozenset({Outcome.RENEWED, Outcome.PRINTED})
MOST = {BatchKind.RENEW: 20_000, BatchKind.PRINT: 2_000}


def outcome_of(code: str) -> Outcome:
    """What a refusal of this code means for the courier."""
    return Outcome(code) if code in set(Outcome) else Outcome.OTHER
