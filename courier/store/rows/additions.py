"""People who are to be added to households, as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AdditionRow:
    """One who is to be added, with her case; ``person`` is sealed, None once it was erased."""

    case_id: UUID
    case_no: str
    household_id: UUID
    household_no: str
    village_code: str
    courier_id: UUID
    reason: str
    person: bytes | None
    outcome: str | None
    insuree_id: UUID | None
    status: str
    taken_by: UUID | None
    asked_at: dt.datetime
    answer: str
    papers: int


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """The courier who asks, as a case needs her."""

    name: str
    phone: bytes
