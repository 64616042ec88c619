"""Cash that was not handed in within a day: found by a job, shown to the township."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import structlog

from courier.domain.cash import HAND_IN_WITHIN
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.store.queries import cash as sql
from courier.store.rows.cash import CashAlarmRow, RaisedAlarmRow

BY_ITSELF = ("machine", "cash")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CashAlarm:
    """Who is late with how much, since when."""

    courier_id: UUID
    courier_no: str
    name: str
    township_name: str
    since: dt.datetime
    amount: Money


def raise_cash_alarms(core: Core) -> int:
    """Note whose cash is late, once for each beginning, and end what is over; answers how many."""
    now = core.clock.now()
    with core.begin() as work:
        facts = {"now": now, "late_before": now - HAND_IN_WITHIN}
        raised = [row for row in work.all(RaisedAlarmRow, sql.RAISE_ALARMS, facts) if row.is_new]
        work.run(sql.END_ALARMS, {"now": now})
        for row in raised:
            work.record(
                county_id=row.county_id,
                actor=BY_ITSELF,
                action="cash_late",
                subject=f"courier:{row.courier_id}",
                facts={"amount_fen": row.amount_fen, "since": row.since.isoformat()},
            )
        work.commit()
    log.info("cash_alarms_raised", count=len(raised))
    return len(raised)


def cash_alarms(core: Core, *, actor: Actor) -> tuple[CashAlarm, ...]:
    """The area's late ones, the oldest first. Raises NotAllowed ``not_your_task``."""
    require(actor, Permission.SEE_MONEY)
    with core.begin_for(actor) as work:
        rows = work.all(CashAlarmRow, sql.ALARMS, area_of(actor))
    return tuple(
        CashAlarm(
            row.courier_id,
            row.courier_no,
            row.name,
            row.township_name,
            row.since,
            Money(row.amount_fen),
        )
        for row in rows
    )
