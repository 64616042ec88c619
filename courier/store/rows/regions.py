"""Regions as the queries return them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village with the places above it."""

    village_code: str
    name: str
    township_code: str
    township_name: str
    county_id: int
    county_name: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """Who answers for a village: its township, else its county."""

    name: str
    phone: str | None
