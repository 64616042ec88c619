"""Regions: province, city, county, township, village, by codes of twelve digits."""

from __future__ import annotations

_LENGTHS = (2, 4, 6, 9, 12)  # digits that name a province, city, county, township, village


def area_prefix(region_code: str) -> str:
    """The digits that all regions in this area share: ``990101101`` for a township."""
    for length in _LENGTHS:
        if not region_code[length:].strip("0"):
            return region_code[:length]
    return region_code


def within(area_code: str, region_code: str) -> bool:
    """Whether the region is the area itself or lies in it."""
    return region_code.startswith(area_prefix(area_code))
