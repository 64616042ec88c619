"""Alarms about checks: seen by the admins of the area, and looked at by one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.cases import agent_words
from courier.domain.checks import AlarmKind, AlarmState
from courier.domain.errors import Conflict, NotFound
from courier.domain.permissions import Permission
from courier.services.areas import area_of, may, require
from courier.services.core import Actor, Core
from courier.store.queries import checks as queries
from courier.store.rows.checks import AlarmRow

PAGE = 30


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm; ``times`` is how often it happened that day, ``found`` what somebody wrote."""

    alarm_id: UUID
    courier_id: UUID
    courier_no: str
    courier_name: str
    township_name: str
    kind: AlarmKind
    day: dt.date
    times: int
    raised_at: dt.datetime
    state: AlarmState
    looked_at: dt.datetime | None
    looked_by_name: str | None
    found: str | None
    may_close: bool


@dataclass(frozen=True, slots=True)
class AlarmPage:
    """Alarms, newest first; ``next_before`` leads to older ones."""

    alarms: tuple[AlarmView, ...]
    next_before: UUID | None


def open_alarms(core: Core, *, actor: Actor, before: UUID | None = None) -> AlarmPage:
    """What waits for somebody to look, in the actor's area. Raises NotAllowed."""
    return _listed(core, actor, AlarmState.OPEN, before)


def closed_alarms(core: Core, *, actor: Actor, before: UUID | None = None) -> AlarmPage:
    """What somebody has looked at. Raises NotAllowed."""
    return _listed(core, actor, AlarmState.LOOKED_AT, before)


def count_open_alarms(core: Core, *, actor: Actor) -> int:
    """How many wait. Raises NotAllowed."""
    require(actor, Permission.SEE_COURIERS)
    with core.begin_for(actor) as work:
        return queries.count_open(work, area_of(actor))


def alarm_view(core: Core, *, actor: Actor, alarm_id: UUID) -> AlarmView:
    """One alarm of the area. Raises NotAllowed, NotFound ``alarm_unknown``."""
    require(actor, Permission.SEE_COURIERS)
    with core.begin_for(actor) as work:
        row = queries.alarm(work, area_of(actor), alarm_id)
    if row is None:
        raise NotFound("alarm_unknown")
    return _view(row, actor)


def close_alarm(core: Core, *, actor: Actor, alarm_id: UUID, found: str) -> None:
    """Say what was found; the first who does has done it.

    Raises NotAllowed, NotFound ``alarm_unknown``, Conflict ``alarm_looked_at``, BadInput
    ``words_missing``, ``words_long``, ``words_personal``.
    """
    require(actor, Permission.KEEP_COURIERS)
    words = agent_words(found)
    with core.begin_for(actor) as work:
        row = queries.alarm(work, area_of(actor), alarm_id, lock=True)
        if row is None:
            raise NotFound("alarm_unknown")
        if row.state != AlarmState.OPEN:
            raise Conflict("alarm_looked_at", who=row.looked_by_name)
        now = core.clock.now()
        queries.close(work, actor.county_id, alarm_id, by=actor.person_id, found=words, now=now)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="check_alarm_closed",
            subject=f"courier:{row.courier_id}",
            facts={"kind": row.kind, "day": row.day.isoformat(), "times": row.times},
        )
        work.commit()


def _listed(core: Core, actor: Actor, state: AlarmState, before: UUID | None) -> AlarmPage:
    require(actor, Permission.SEE_COURIERS)
    with core.begin_for(actor) as work:
        rows = queries.alarms(work, area_of(actor), state=state, before=before, most=PAGE + 1)
    views = tuple(_view(row, actor) for row in rows[:PAGE])
    return AlarmPage(views, views[-1].alarm_id if len(rows) > PAGE else None)


def _view(row: AlarmRow, actor: Actor) -> AlarmView:
    state = AlarmState(row.state)
    return AlarmView(
        alarm_id=row.alarm_id,
        courier_id=row.courier_id,
        courier_no=row.courier_no,
        courier_name=row.courier_name,
        township_name=row.township_name,
        kind=AlarmKind(row.kind),
        day=row.day,
        times=row.times,
        raised_at=row.raised_at,
        state=state,
        looked_at=row.looked_at,
        looked_by_name=row.looked_by_name,
        found=row.found,
        may_close=state is AlarmState.OPEN and may(actor, Permission.KEEP_COURIERS),
    )
