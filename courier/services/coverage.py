"""Which coverage year is being collected, and what day it is in China."""

from __future__ import annotations

import datetime as dt

from courier.domain.policy import Pack
from courier.domain.policy_windows import WindowKind
from courier.services.core import Core
from courier.texts import CHINA

COLLECTION_BEGINS_IN = 9  # September: the national rule for a place without a pack


def china_day(core: Core) -> dt.date:
    """Today in China."""
    return core.clock.now().astimezone(CHINA).date()


def current_coverage_year(core: Core, county_id: int) -> int:
    """The latest year with a pack whose main window has begun, else the newest pack's.

    Without any pack it is the next year from September on, when collection begins nationally
    (国家医保局, every year's notice on resident insurance), and this year before.
    """
    today = china_day(core)
    region_code = f"{county_id:06d}000000"
    years = core.shelf.coverage_years(region_code)
    for year in years:
        pack = core.shelf.for_region(region_code, year)
        if pack is not None and _has_begun(pack, today):
            return year
    return years[0] if years else today.year + (today.month >= COLLECTION_BEGINS_IN)


def _has_begun(pack: Pack, today: dt.date) -> bool:
    window = pack.window(WindowKind.MAIN)
    if window is None or window.first is None:
        return pack.coverage_year <= today.year
    return window.first <= today
