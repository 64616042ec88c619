"""Visits to households that still owe: first how many it would be, then they are made."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from courier.domain.errors import NotFound
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.regions import area_prefix, within
from courier.domain.unpaid_lists import MOST_AT_ONCE, UnpaidWish
from courier.domain.visits import AskedThrough, check_day
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day, current_coverage_year
from courier.services.visits import write_down
from courier.store.queries import unpaid_lists as queries
from courier.store.rows.unpaid_lists import HouseholdContactRow
from courier.store.rows.visits import NewVisit

LATELY = dt.timedelta(days=60)  # who said no, or pays elsewhere, is left in peace for so long


@dataclass(frozen=True, slots=True)
class VillageOwing:
    """A village's part of a list."""

    village_name: str
    households: int
    people: int
    owed: Money


def preview_list(core: Core, *, actor: Actor, wish: UnpaidWish) -> tuple[VillageOwing, ...]:
    """What the list would come to, village by village; nothing is made.

    Raises NotAllowed, NotFound ``village_unknown`` for a place outside her area.
    """
    require(actor, Permission.ASK_FOR_VISITS)
    with core.begin_for(actor) as work:
        rows = queries.by_village(work, _facts(core, actor, wish))
    return tuple(
        VillageOwing(row.village_name, row.households, row.people, Money(row.fen)) for row in rows
    )


def make_visits(
    core: Core, *, actor: Actor, wish: UnpaidWish, wanted_on: dt.date | None = None
) -> int:
    """Make a visit for each household, two hundred at a time; how many were made.

    A household with an open visit gets no second, so pressing again goes on with the rest.
    Raises NotAllowed; NotFound ``village_unknown``; BadInput ``visit_day_past``,
    ``visit_day_far``.
    """
    require(actor, Permission.ASK_FOR_VISITS)
    check_day(wanted_on, china_day(core))
    now, facts = core.clock.now(), _facts(core, actor, wish)
    with core.begin_for(actor) as work:
        queries.lock_lists(work, actor.county_id)
        rows = queries.households(work, facts, MOST_AT_ONCE)
        for row in rows:
            write_down(work, _visit(actor, row, wanted_on), now, actor)
        work.commit()
    return len(rows)


def _visit(actor: Actor, row: HouseholdContactRow, wanted_on: dt.date | None) -> NewVisit:
    return NewVisit(
        county_id=actor.county_id,
        village_code=row.village_code,
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        place="",
        wanted_on=wanted_on,
        wanted_part=None,
        note="",
        asked_through=AskedThrough.LIST.value,
        household_id=row.household_id,
    )


def _facts(core: Core, actor: Actor, wish: UnpaidWish) -> dict[str, object]:
    if not within(actor.region_code, wish.place):
        raise NotFound("village_unknown")
    return {
        **asdict(wish),
        "county": actor.county_id,
        "year": current_coverage_year(core, actor.county_id),
        "today": china_day(core),
        "lately": core.clock.now() - LATELY,
        "place": area_prefix(wish.place) + "%",
    }
