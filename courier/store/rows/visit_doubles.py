"""What changed about a visit's household, as the query returns it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HouseholdNowRow:
    """Who else is on the way there, whether it lives where it did, how many still owe or paid."""

    others: list[str]
    lives_here: bool
    people: int
    owing: int
    paid: int


@dataclass(frozen=True, slots=True)
class ListedVisitRow:
    """A visit from a list that nobody has taken."""

    visit_id: UUID
    visit_no: str
