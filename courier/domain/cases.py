"""What people report: a fraud, a complaint, anything else; and what an admin does with it."""

from __future__ import annotations

import re
from enum import StrEnum

from courier.domain.courier_states import plain_text
from courier.domain.errors import BadInput, Conflict
from courier.domain.understanding.masking import Hidden, mask, mask_numbers

LONGEST_REPORT = 800
LONGEST_WORDS = 500
_NARROW = re.compile(r"(?<=[\u3400-\u9fff〕])[,;:?!]")
_WIDE = str.maketrans(",;:?!", "，；：？！")
NEVER_SENT = (Hidden.ID_NUMBER, Hidden.BANK_CARD)


class CaseKind(StrEnum):
    """What it is about."""

    FRAUD = "fraud"
    COMPLAINT = "complaint"
    OTHER = "other"
    MOVED = "moved"  # what a courier found at the door
    DIED = "died"
    PERSON_ADDED = "person_added"  # somebody is to be added to a household
    PHONE_HELD = "phone_held"  # what a stopped phone handed in


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


class CaseStep(StrEnum):
    """What was done, in the case's history."""

    REPORTED = "reported"
    TAKEN = "taken"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"


_FROM: dict[CaseStep, frozenset[CaseStatus]] = {
    CaseStep.TAKEN: frozenset({CaseStatus.OPEN, CaseStatus.TAKEN}),
    CaseStep.NOTED: frozenset(CaseStatus),
    CaseStep.CLOSED: frozenset({CaseStatus.TAKEN}),
    CaseStep.REOPENED: frozenset({CaseStatus.CLOSED}),
}
STATUS_AFTER = {
    CaseStep.TAKEN: CaseStatus.TAKEN,
    CaseStep.CLOSED: CaseStatus.CLOSED,
    CaseStep.REOPENED: CaseStatus.TAKEN,
}


def steps_from(status: CaseStatus) -> frozenset[CaseStep]:
    """What may be done to a case that stands here."""
    return frozenset(step for step, states in _FROM.items() if status in states)


def refuse_step(status: CaseStatus, step: CaseStep) -> None:
    """Raises Conflict ``case_closed``, ``case_not_closed`` or ``case_not_taken``."""
    if status in _FROM[step]:
        return
    if step is CaseStep.REOPENED:
        raise Conflict("case_not_closed")
    raise Conflict("case_closed" if status is CaseStatus.CLOSED else "case_not_taken")


def clean_report(text: str) -> str:
    """A villager's words as they may be kept: masked, on one line, cut to ``LONGEST_REPORT``.

    Masking makes marks narrow; between Chinese letters they are wide again.
    """
    return _with_wide_marks(mask(plain_text(text))[:LONGEST_REPORT])


def clean_story(text: str) -> str:
    """The same with the names in it, to be sealed: who is reported must be known to the office."""
    return _with_wide_marks(mask_numbers(plain_text(text))[:LONGEST_REPORT])


def _with_wide_marks(text: str) -> str:
    return _NARROW.sub(lambda mark: mark[0].translate(_WIDE), text)


def agent_words(text: str) -> str:
    """An admin's words to a villager, or a note.

    An office's telephone number may stand there. Raises BadInput ``words_missing``,
    ``words_long`` (longest) or ``words_personal`` for an ID number or a bank card.
    """
    words = plain_text(text)
    if not words:
        raise BadInput("words_missing")
    if len(words) > LONGEST_WORDS:
        raise BadInput("words_long", longest=LONGEST_WORDS)
    if any(hidden in mask(words) for hidden in NEVER_SENT):
        raise BadInput("words_personal")
    return words
