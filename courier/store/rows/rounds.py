"""Colleagues of a courier as the queries return them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """Another courier of the same village."""

    courier_id: UUID
    name: str
    courier_no: str
