"""Households that owe, as the queries return them. Telephone numbers are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HouseholdContactRow:
    """A household and whom to ask for."""

    household_id: UUID
    village_code: str
    contact_name: str
    contact_phone: bytes | None
    open_visit: str | None


@dataclass(frozen=True, slots=True)
class VillageOwingRow:
    """How many households of a village a list would send somebody to, and what they owe."""

    village_name: str
    households: int
    people: int
    fen: int
