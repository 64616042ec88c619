"""The order of a courier's round: planned, or as she herself put it for today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.round_plan import Stop, plan
from courier.domain.visits import UNDER_WAY, VisitState
from courier.domain.wished_times import DayPart
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.visit_positions import known_places
from courier.store.queries import rounds as queries
from courier.store.queries import visits as visit_queries
from courier.store.rows.visits import VisitRow
from courier.store.unit_of_work import Work
from courier.texts import CHINA


def hers_since(work: Work, actor: Actor, day: dt.date) -> list[VisitRow]:
    """A courier's visits that are open, and those that ended since a day began in China."""
    midnight = dt.datetime.combine(day, dt.time(), CHINA)
    return visit_queries.visits_of_courier(work, actor.county_id, actor.person_id, midnight)


def is_due(row: VisitRow, today: dt.date) -> bool:
    """Whether she is to go there today."""
    status = VisitState(row.status)
    by_today = row.wanted_on is None or row.wanted_on <= today
    return status in UNDER_WAY or (by_today and not status.is_over)


def in_order(work: Work, actor: Actor, rows: Sequence[VisitRow], today: dt.date) -> list[VisitRow]:
    """Visits of today as she goes: those under way, then as she put them, then as planned."""
    under_way = [row for row in rows if VisitState(row.status) in UNDER_WAY]
    waiting = [row for row in rows if VisitState(row.status) not in UNDER_WAY]
    by_her = sorted((row for row in waiting if row.round_on == today), key=_own_place)
    planned = [row for row in waiting if row.round_on != today]
    return [*under_way, *by_her, *_planned(work, actor, planned)]


def move_in_round(core: Core, actor: Actor, visit_id: UUID, *, up: bool) -> None:
    """Go there one visit earlier or later; the order then stays for the day.

    At either end nothing changes. Raises NotFound ``visit_not_found`` for a visit that is not due.
    """
    today = china_day(core)
    with core.begin_for(actor) as work:
        rows = [row for row in hers_since(work, actor, today) if is_due(row, today)]
        order = [row.visit_id for row in in_order(work, actor, rows, today)]
        if visit_id not in order:
            raise NotFound("visit_not_found")
        place = order.index(visit_id)
        other = max(place - 1, 0) if up else min(place + 1, len(order) - 1)
        order[place], order[other] = order[other], order[place]
        queries.keep_order(work, actor.county_id, order, today)
        work.commit()


def _own_place(row: VisitRow) -> int:
    return row.round_place or 0


def _planned(work: Work, actor: Actor, rows: Sequence[VisitRow]) -> list[VisitRow]:
    if len(rows) <= 1:
        return list(rows)
    villages = sorted({row.village_code for row in rows})
    places = known_places(work, actor.county_id, villages)
    by_id = {row.visit_id: row for row in rows}
    stops = [
        Stop(
            row.visit_id,
            DayPart(row.wanted_part) if row.wanted_part else None,
            row.village_code,
            places.of(row.household_id, row.village_code),
        )
        for row in rows
    ]
    return [by_id[visit_id] for visit_id in plan(stops)]
