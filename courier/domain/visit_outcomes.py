"""What follows when a courier came for nothing, by the reason: a next day, or a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from courier.domain.cases import CaseKind
from courier.domain.errors import BadInput
from courier.domain.visits import NotDoneReason, check_day


class Elsewhere(StrEnum):
    """Where people say that they pay instead."""

    WECHAT = "wechat"
    BANK = "bank"
    EMPLOYEE = "employee"
    OTHER_COUNTY = "other_county"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Told:
    """What was said at the door besides the reason: where they pay, who died, where they live now.

    The person is one of the household, None where nobody is named.
    """

    elsewhere: Elsewhere = Elsewhere.UNSURE
    insuree_id: UUID | None = None
    moved_to: str = ""


NEEDS_DAY = frozenset({NotDoneReason.NOBODY_HOME, NotDoneReason.WANTS_LATER})
NO_DAY = frozenset({NotDoneReason.ALREADY_PAID, NotDoneReason.MOVED, NotDoneReason.DIED})
CASES = {NotDoneReason.MOVED: CaseKind.MOVED, NotDoneReason.DIED: CaseKind.DIED}


def read_reason(code: str) -> NotDoneReason:
    """Raises BadInput ``visit_reason_missing``."""
    if code not in set(NotDoneReason):
        raise BadInput("visit_reason_missing")
    return NotDoneReason(code)


def check_next_day(reason: NotDoneReason, next_on: dt.date | None, today: dt.date) -> None:
    """Who was not at home or wants to think is visited again; who pays elsewhere or moved is not.

    Raises BadInput ``visit_next_day_missing``, ``visit_no_next_day``, ``visit_day_past`` or
    ``visit_day_far``.
    """
    if next_on is None and reason in NEEDS_DAY:
        raise BadInput("visit_next_day_missing")
    if next_on is not None and reason in NO_DAY:
        raise BadInput("visit_no_next_day")
    check_day(next_on, today)
