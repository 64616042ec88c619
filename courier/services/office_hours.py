"""When the offices of a county answer: its own hours, or the usual ones."""

from __future__ import annotations

from courier.domain.office_hours import USUAL, OfficeHours
from courier.domain.permissions import Permission
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.store.queries import handoffs as queries
from courier.store.rows.handoffs import HoursRow
from courier.store.unit_of_work import Work


def office_hours(core: Core, *, county_id: int) -> OfficeHours:
    """The county's hours."""
    with core.at_once() as work:
        return hours_in(work, county_id)


def hours_in(work: Work, county_id: int) -> OfficeHours:
    """The county's hours, within a transaction."""
    row = queries.hours(work, county_id)
    return _hours(row) if row else USUAL


def set_office_hours(core: Core, *, actor: Actor, hours: OfficeHours) -> None:
    """Set them for the whole county; raises NotAllowed for everybody but its own admins."""
    require(actor, Permission.SET_HOURS)
    with core.begin_for(actor) as work:
        queries.keep_hours(
            work,
            actor.county_id,
            opens=hours.opens,
            closes=hours.closes,
            weekdays=list(hours.weekdays),
        )
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="office_hours_set",
            subject=f"county:{actor.county_id}",
            facts={
                "opens": f"{hours.opens:%H:%M}",
                "closes": f"{hours.closes:%H:%M}",
                "weekdays": hours.weekdays,
            },
        )
        work.commit()


def _hours(row: HoursRow) -> OfficeHours:
    return OfficeHours(row.opens, row.closes, tuple(row.weekdays))
