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


@dataclass(frozen=True, slots=True)
class KnownRegionRow:
    """A region that is set up."""

    region_code: str
    parent_code: str | None
    level: str
    name: str
    phone: str | None
    county_id: int | None


@dataclass(frozen=True, slots=True)
class KnownTargetRow:
    """A village and how many people it shall insure, None where nobody said."""

    village_code: str
    county_id: int
    people: int | None


@dataclass(frozen=True, slots=True)
class CountyNameRow:
    """A county."""

    county_id: int
    name: str
