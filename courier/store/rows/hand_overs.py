"""What the queries of hand-overs return."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One of the two couriers."""

    courier_id: UUID
    name: str
    courier_no: str
    status: str


@dataclass(frozen=True, slots=True)
class SuccessorRow:
    """Somebody who may take over."""

    courier_id: UUID
    name: str
    courier_no: str
    township_name: str


@dataclass(frozen=True, slots=True)
class MovedVisitRow:
    """A visit that is the other's now."""

    visit_id: UUID
    visit_no: str
    status: str
