"""Counts checks of couriers, by day, way and what was said, and rings where it is too much.

Who asked stands nowhere. Where somebody says at which village's door the courier stands, that is
counted too, by village and day; nobody's position is known.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain import short_codes
from courier.domain.checks import (
    ELSEWHERE,
    USUAL_DAYS,
    AlarmKind,
    ChecksToday,
    CheckWay,
    alarms_for,
)
from courier.domain.errors import BadInput, NotFound
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import cards as card_queries
from courier.store.queries import checks as queries
from courier.store.rows.cards import CardRow
from courier.store.rows.checks import DayRow, DoorRow, VillageRow
from courier.store.unit_of_work import Work
from courier.texts import CHINA

COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Door:
    """A village at whose door somebody may stand; ``is_hers`` if the courier works there."""

    village_code: str
    name: str
    is_hers: bool


@dataclass(frozen=True, slots=True)
class DayChecks:
    """So many checks on a day, by a way, with what was said (``reason``)."""

    day: dt.date
    way: CheckWay
    reason: str
    checks: int


@dataclass(frozen=True, slots=True)
class DoorChecks:
    """So many checks on a day at a village's doors; the name is None for elsewhere."""

    day: dt.date
    village_name: str | None
    is_hers: bool
    checks: int


def count_check(
    work: Work, *, county_id: int, courier_id: UUID, way: CheckWay, reason: str, now: dt.datetime
) -> None:
    """Count a check of a courier, within a transaction, and ring if the day is out of the usual."""
    day = now.astimezone(CHINA).date()
    queries.count(work, county_id, courier_id, day=day, way=way.value, reason=reason)
    said = {row.reason: row.checks for row in queries.of_day(work, county_id, courier_id, day)}
    usual = queries.usual(work, county_id, courier_id, day=day, days=USUAL_DAYS)
    for kind, times in alarms_for(ChecksToday(said, usual)).items():
        queries.ring(work, county_id, courier_id, kind=kind, day=day, times=times, now=now)


def doors_around(core: Core, *, card_no: str) -> tuple[Door, ...]:
    """Where a courier may be standing: her villages first, then others of her township.

    Raises BadInput ``card_number_unreadable``, NotFound ``card_missing``.
    """
    with core.begin() as work:
        county_id, card = card_numbered(work, card_no)
        rows = queries.villages_around(work, county_id, card.courier_id)
    return tuple(map(_door, rows))


def note_door(core: Core, *, card_no: str, place: str) -> None:
    """Note at which village's door (its code, or ``elsewhere``) a card was checked.

    Raises BadInput ``card_number_unreadable``, ``check_place_unknown``, NotFound ``card_missing``.
    """
    with core.begin() as work:
        county_id, card = card_numbered(work, card_no)
        around = queries.villages_around(work, county_id, card.courier_id)
        if place not in {ELSEWHERE, *(row.village_code for row in around)}:
            raise BadInput("check_place_unknown")
        note_door_in(
            work,
            county_id=county_id,
            courier_id=card.courier_id,
            place=place,
            now=core.clock.now(),
        )
        work.commit()


def note_home(core: Core, *, card_no: str, village_code: str) -> None:
    """Note that a card was checked by somebody of a village; one of another county is elsewhere.

    Raises BadInput ``card_number_unreadable``, NotFound ``card_missing``.
    """
    with core.begin() as work:
        county_id, card = card_numbered(work, card_no)
        is_near = int(village_code[:COUNTY_DIGITS]) == county_id
        note_door_in(
            work,
            county_id=county_id,
            courier_id=card.courier_id,
            place=village_code if is_near else ELSEWHERE,
            now=core.clock.now(),
        )
        work.commit()


def note_door_in(
    work: Work, *, county_id: int, courier_id: UUID, place: str, now: dt.datetime
) -> None:
    """The same within a transaction, for a place that is known to be a village or elsewhere."""
    day = now.astimezone(CHINA).date()
    queries.count_place(work, county_id, courier_id, day=day, place=place)
    far = queries.far_doors(work, county_id, courier_id, day)
    if far:
        queries.ring(work, county_id, courier_id, kind=AlarmKind.FAR, day=day, times=far, now=now)


def checks_of(
    core: Core, *, actor: Actor, courier_id: UUID, days: int = USUAL_DAYS
) -> tuple[DayChecks, ...]:
    """A courier's checks of the last days, newest first; nothing for one outside the area.

    Raises NotAllowed ``not_your_task``.
    """
    require(actor, Permission.SEE_COURIERS)
    since = china_day(core) - dt.timedelta(days=days)
    with core.begin_for(actor) as work:
        rows = queries.by_day(work, area_of(actor), courier_id, since=since)
    return tuple(_day(row) for row in rows)


def doors_of(
    core: Core, *, actor: Actor, courier_id: UUID, days: int = USUAL_DAYS
) -> tuple[DoorChecks, ...]:
    """At whose doors a courier was checked in the last days. Raises NotAllowed."""
    require(actor, Permission.SEE_COURIERS)
    since = china_day(core) - dt.timedelta(days=days)
    with core.begin_for(actor) as work:
        rows = queries.doors(work, area_of(actor), courier_id, since=since)
    return tuple(_doors(row) for row in rows)


def card_numbered(work: Work, card_no: str) -> tuple[int, CardRow]:
    """County and card of a number. Raises BadInput ``card_number_unreadable``, NotFound
    ``card_missing``.
    """
    county_id, number = short_codes.read_card_number(card_no)
    row = work.first(CardRow, card_queries.BY_NUMBER, {"county_id": county_id, "card_no": number})
    if row is None:
        raise NotFound("card_missing")
    return county_id, row


def _door(row: VillageRow) -> Door:
    return Door(row.village_code, row.name, row.is_hers)


def _day(row: DayRow) -> DayChecks:
    return DayChecks(row.day, CheckWay(row.way), row.reason, row.checks)


def _doors(row: DoorRow) -> DoorChecks:
    return DoorChecks(row.day, row.village_name, row.is_hers, row.checks)
