"""What the console's queries of one person return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FoundPersonRow:
    """A person as a search shows her."""

    insuree_id: UUID
    name: str
    id_masked: str
    birth_date: dt.date
    village_name: str
    township_name: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, with the household and its slip where there are such."""

    insuree_id: UUID
    name: str
    id_masked: str
    birth_date: dt.date
    sex: str
    non_local: bool
    village_name: str
    township_name: str
    household_id: UUID | None
    household_no: str | None
    slip_issued_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class CategorisedRow:
    """What a person's categories are judged by; codes of those that last."""

    village_code: str
    birth_date: dt.date
    categories: list[str]


@dataclass(frozen=True, slots=True)
class RelativeRow:
    """Somebody who lives in the same household now."""

    insuree_id: UUID
    name: str
    id_masked: str
    relation: str


@dataclass(frozen=True, slots=True)
class DatedCategoryRow:
    """A category from one day to another, None while it lasts.

    ``evidence`` is what an admin wrote, or ``roster``; ``roster_file`` names that roster, if known.
    """

    category: str
    evidence: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    recorded_at: dt.datetime
    roster_file: str | None


@dataclass(frozen=True, slots=True)
class ObligationVersionRow:
    """An obligation as it is (``replaced_at`` None) or as it was until then."""

    coverage_year: int
    version: int
    status: str
    full_fen: int | None
    own_fen: int | None
    aid: list[dict[str, Any]]
    computed_at: dt.datetime
    replaced_at: dt.datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PersonReceiptRow:
    """A receipt with its voiding and the states of its refund."""

    receipt_no: int
    coverage_year: int
    amount_fen: int
    channel: str
    issued_at: dt.datetime
    is_void: bool
    refund_states: list[str]
