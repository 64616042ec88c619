"""A family as tests know it: a grandmother on low income, her son, an uncle without means."""

from __future__ import annotations

import datetime as dt

from courier.services.obligations import compute_obligations
from tests.factories.county import COUNTY_ID, PEACH, YEAR

GRANDMOTHER = ("张老太", dt.date(1958, 3, 1), ["low_income"])
SON = ("张三", dt.date(1990, 5, 5), [])
UNCLE = ("张五保", dt.date(1955, 1, 1), ["destitute"])


def family(county, people=(GRANDMOTHER, SON, UNCLE), village=PEACH):
    household_id, _ = county.household(list(people), village=village)
    return household_id


def assess(core):
    compute_obligations(core, county_id=COUNTY_ID, coverage_year=YEAR, pack_id="demo-2027")
