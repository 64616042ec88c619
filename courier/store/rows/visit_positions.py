"""Where couriers arrived lately, as the queries return it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One arrival of the last weeks, newest first: the visit's village and household."""

    village_code: str
    household_id: UUID | None
    north: int
    east: int
