"""What the console shows of couriers: within the admin's own area and nothing outside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.courier_states import (
    CourierEvent,
    CourierStatus,
    CourierStep,
    plain_text,
    steps_from,
)
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.domain.renewals import CardAge, card_age
from courier.ports import FieldKind
from courier.services.areas import area_of, may
from courier.services.core import Actor, Core
from courier.services.courier_lists import CourierSummary, summary_of
from courier.store.queries import couriers as sql
from courier.store.rows.couriers import CourierRow, PlaceRow, StateRow


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A township or village to choose."""

    region_code: str
    name: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One line of a courier's history; nobody's name where she did it herself."""

    state: CourierStatus | CourierEvent
    at: dt.datetime
    by_name: str | None
    reason: str | None

    @property
    def by_machine(self) -> bool:
        """Whether a job found it, and nobody did it."""
        return self.state in {CourierEvent.CARD_EXPIRED, CourierEvent.PAPERS_ERASED}


@dataclass(frozen=True, slots=True)
class CourierView:
    """All that the console says of a courier; ``steps`` are those this admin may take now."""

    summary: CourierSummary
    phone: str | None  # for those who keep couriers, not for those who only read
    has_photo: bool
    created_by_name: str
    approved_by_name: str | None
    proposed_by_me: bool
    card_no: str | None
    card_age: CardAge | None
    phone_registered_at: dt.datetime | None
    history: tuple[HistoryView, ...]
    steps: frozenset[CourierStep]


def courier_detail(core: Core, *, actor: Actor, courier_id: UUID) -> CourierView:
    """One courier. Raises NotFound ``courier_unknown`` for one outside the area too."""
    where = {**area_of(actor), "courier_id": courier_id}
    with core.begin_for(actor) as work:
        row = work.first(CourierRow, sql.ONE, where)
        if row is None:
            raise NotFound("courier_unknown")
        states = work.all(StateRow, sql.HISTORY, where)
    summary, until = summary_of(row), row.card_expires_at
    age = card_age(until, core.clock.now()) if until else None
    return CourierView(
        summary=summary,
        phone=_phone(core, row) if may(actor, Permission.KEEP_COURIERS) else None,
        has_photo=row.has_photo,
        created_by_name=row.created_by_name,
        approved_by_name=row.approved_by_name,
        proposed_by_me=row.created_by == actor.person_id,
        card_no=row.card_no,
        card_age=age,
        phone_registered_at=row.phone_registered_at,
        history=tuple(_history(state) for state in states),
        steps=_steps(actor, row, age),
    )


def courier_numbered(core: Core, *, actor: Actor, courier_no: str) -> UUID:
    """The courier of this number in the area. Raises NotFound ``courier_unknown``."""
    with core.begin_for(actor) as work:
        found = work.scalar(
            sql.ID_OF_NUMBER, {**area_of(actor), "courier_no": plain_text(courier_no)}
        )
    if found is None:
        raise NotFound("courier_unknown")
    return UUID(str(found))


def courier_photo(core: Core, *, actor: Actor, courier_id: UUID) -> bytes:
    """The cleaned portrait, JPEG. Raises NotFound ``courier_unknown`` or ``photo_missing``."""
    with core.begin_for(actor) as work:
        row = work.run(sql.PHOTO, {**area_of(actor), "courier_id": courier_id}).one_or_none()
    if row is None:
        raise NotFound("courier_unknown")
    if row.photo is None:
        raise NotFound("photo_missing")
    return bytes(row.photo)


def townships(core: Core, *, actor: Actor) -> tuple[PlaceView, ...]:
    """The townships of the admin's area."""
    with core.begin_for(actor) as work:
        rows = work.all(PlaceRow, sql.TOWNSHIPS, area_of(actor))
    return tuple(PlaceView(row.region_code, row.name) for row in rows)


def villages(
    core: Core, *, actor: Actor, township_code: str | None = None
) -> tuple[PlaceView, ...]:
    """The villages of the admin's area, or of one township in it."""
    with core.begin_for(actor) as work:
        facts = {**area_of(actor), "township_code": township_code}
        rows = work.all(PlaceRow, sql.VILLAGES, facts)
    return tuple(PlaceView(row.region_code, row.name) for row in rows)


def _history(row: StateRow) -> HistoryView:
    return HistoryView(_what(row.state), row.at, row.by_name, row.reason)


def _what(state: str) -> CourierStatus | CourierEvent:
    return CourierStatus(state) if state in set(CourierStatus) else CourierEvent(state)


def _phone(core: Core, row: CourierRow) -> str:
    return core.sealer.open(FieldKind.PHONE, bytes(row.phone))


def _steps(actor: Actor, row: CourierRow, age: CardAge | None) -> frozenset[CourierStep]:
    if not may(actor, Permission.KEEP_COURIERS):
        return frozenset()
    steps = steps_from(CourierStatus(row.status))
    if age is CardAge.FRESH:
        steps -= {CourierStep.RENEW}
    elif age is CardAge.OVER:
        steps -= {CourierStep.ISSUE_CARD}
    return steps - {CourierStep.APPROVE} if row.created_by == actor.person_id else steps
