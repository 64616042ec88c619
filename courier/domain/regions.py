"""Regions: province, city, county, township, village, by codes of twelve digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.errors import BadInput

HOTLINE = "12393"  # the national health insurance line, where a place has no number
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


class Level(StrEnum):
    """How large a region is."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


LEVELS = tuple(Level)
_LEVEL_WORDS = {
    Level.PROVINCE: ("省", "省级", "自治区", "直辖市"),
    Level.CITY: ("市", "市级", "地级市", "地区", "州", "盟"),
    Level.COUNTY: ("县", "县级", "区", "县区", "县级市", "旗"),
    Level.TOWNSHIP: ("乡镇", "乡级", "乡", "镇", "街道"),
    Level.VILLAGE: ("村", "村级", "社区", "居委会", "村委会"),
}
_LEVEL_OF = {word: level for level, words in _LEVEL_WORDS.items() for word in (level, *words)}
_CODE = re.compile(r"[0-9]{12}")
_PHONE = re.compile(r"[0-9+() \-]{3,30}")
LONGEST_REGION_NAME = 60


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it is to be set up; ``county_id`` is None above the county."""

    region_code: str
    parent_code: str | None
    level: Level
    name: str
    phone: str | None

    @property
    def county_id(self) -> int | None:
        """The six digits that name its county."""
        above = self.level in (Level.PROVINCE, Level.CITY)
        return None if above else int(self.region_code[:6])


def read_region(*, code: str, name: str, level: str, parent: str = "", phone: str = "") -> Region:
    """A region of these cells; an empty parent follows from the code.

    Raises BadInput ``region_code_invalid``, ``region_level_unknown``, ``region_level_differs``,
    ``region_parent_differs``, ``region_name_invalid`` or ``region_phone_invalid``.
    """
    cells = [cell.strip() for cell in (code, name, level, parent, phone)]
    code, name, level, parent, phone = cells
    if not _CODE.fullmatch(code):
        raise BadInput("region_code_invalid", given=code)
    if level not in _LEVEL_OF:
        raise BadInput("region_level_unknown", given=level)
    found = _LEVEL_OF[level]
    if not _is_of_level(code, found):
        raise BadInput("region_level_differs", given=code)
    above = _code_above(code, found)
    if parent and parent != above:
        raise BadInput("region_parent_differs", given=parent, expected=above or "—")
    if not name or len(name) > LONGEST_REGION_NAME or not name.isprintable():
        raise BadInput("region_name_invalid", longest=LONGEST_REGION_NAME)
    if phone and not _PHONE.fullmatch(phone):
        raise BadInput("region_phone_invalid", given=phone)
    return Region(code, above, found, name, phone or None)


def level_of(region_code: str) -> Level:
    """How large the region of this code is."""
    return LEVELS[_LENGTHS.index(len(area_prefix(region_code)))]


def _is_of_level(code: str, level: Level) -> bool:
    """The level's own digits say something, and those after them nothing."""
    place = LEVELS.index(level)
    start = _LENGTHS[place - 1] if place else 0
    own, rest = code[start : _LENGTHS[place]], code[_LENGTHS[place] :]
    return bool(own.strip("0")) and not rest.strip("0")


def _code_above(code: str, level: Level) -> str | None:
    place = LEVELS.index(level)
    return code[: _LENGTHS[place - 1]].ljust(len(code), "0") if place else None
