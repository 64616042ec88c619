"""What every step with a courier begins and ends with, within its own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from courier.domain.courier_states import CourierEvent, CourierStatus, CourierStep, refuse_step
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.store.queries import accounts, couriers
from courier.store.unit_of_work import Work

MACHINE = ("machine", "jobs")


def hold(work: Work, actor: Actor, courier_id: UUID, step: CourierStep) -> None:
    """Lock the courier for an admin's step.

    Raises NotFound ``courier_unknown`` outside the area, Conflict ``courier_not_in_state``.
    """
    require(actor, Permission.KEEP_COURIERS)
    status = work.scalar(couriers.LOCK, {**area_of(actor), "courier_id": courier_id})
    if status is None:
        raise NotFound("courier_unknown")
    refuse_step(CourierStatus(status), step)


def whose(actor: Actor, courier_id: UUID) -> dict[str, object]:
    """The key of a courier in the actor's county."""
    return {"county_id": actor.county_id, "courier_id": courier_id}


def end_sessions(core: Core, work: Work, county_id: int, courier_id: UUID) -> None:
    """Every sign-in of hers ends now."""
    facts = {"county_id": county_id, "person_id": courier_id, "now": core.clock.now()}
    work.run(accounts.END_SESSIONS_OF, facts)


def note(
    core: Core,
    work: Work,
    actor: Actor,
    courier_id: UUID,
    event: CourierStatus | CourierEvent,
    *,
    reason: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write an admin's step into the history and on the trail; ``facts`` are for the trail."""
    where = whose(actor, courier_id)
    add_to_history(work, where, event, core.clock.now(), by_admin=actor.person_id, reason=reason)
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=f"courier_{event.value}",
        subject=f"courier:{courier_id}",
        facts=facts,
    )


def note_own(
    core: Core, work: Work, county_id: int, courier_id: UUID, event: CourierEvent, **facts: object
) -> None:
    """The same for what a candidate or courier does herself."""
    where = {"county_id": county_id, "courier_id": courier_id}
    add_to_history(work, where, event, core.clock.now())
    work.record(
        county_id=county_id,
        actor=("courier", str(courier_id)),
        action=f"courier_{event.value}",
        subject=f"courier:{courier_id}",
        facts=facts,
    )


def note_by_machine(
    work: Work, county_id: int, courier_id: UUID, event: CourierEvent, now: dt.datetime
) -> None:
    """The same for what a job finds."""
    add_to_history(work, {"county_id": county_id, "courier_id": courier_id}, event, now)
    work.record(
        county_id=county_id,
        actor=MACHINE,
        action=f"courier_{event.value}",
        subject=f"courier:{courier_id}",
    )


def add_to_history(
    work: Work,
    where: Mapping[str, object],
    event: CourierStatus | CourierEvent,
    now: dt.datetime,
    *,
    by_admin: UUID | None = None,
    reason: str | None = None,
) -> None:
    """One line of the history alone."""
    line = {"state": event.value, "now": now, "by_admin": by_admin, "reason": reason}
    work.run(couriers.ADD_STATE, {**where, **line})
