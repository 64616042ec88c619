"""How often the couriers of an area were checked: by day and way, and who most often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from courier.domain.checks import CheckWay
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import check_counts as sql
from courier.store.rows.check_counts import AreaDayRow, MostCheckedRow

DAYS = 28
MOST = 20


@dataclass(frozen=True, slots=True)
class DayOfChecks:
    """A day's checks by way."""

    day: dt.date
    by_way: Mapping[CheckWay, int]

    @property
    def all(self) -> int:
        """All of them."""
        return sum(self.by_way.values())


@dataclass(frozen=True, slots=True)
class AreaChecks:
    """The last four weeks, each day, newest first; and who was checked most."""

    days: tuple[DayOfChecks, ...]
    most_checked: tuple[MostCheckedRow, ...]


def checks_of_area(core: Core, *, actor: Actor) -> AreaChecks:
    """Of the actor's area. Raises NotAllowed."""
    require(actor, Permission.SEE_COURIERS)
    today = china_day(core)
    facts = {**area_of(actor), "since": today - dt.timedelta(days=DAYS)}
    with core.begin_for(actor) as work:
        rows = work.all(AreaDayRow, sql.BY_DAY, facts)
        most = work.all(MostCheckedRow, sql.MOST_CHECKED, {**facts, "most": MOST})
    days = (today - dt.timedelta(days=back) for back in range(DAYS))
    return AreaChecks(tuple(_day(day, rows) for day in days), tuple(most))


def _day(day: dt.date, rows: list[AreaDayRow]) -> DayOfChecks:
    return DayOfChecks(day, {CheckWay(row.way): row.checks for row in rows if row.day == day})
