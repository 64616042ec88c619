"""Lists of couriers that stay quick at a hundred thousand: by filters, page after page by key."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from uuid import UUID

from courier.domain import short_codes
from courier.domain.courier_states import CourierStatus, plain_text
from courier.domain.errors import BadInput
from courier.domain.permissions import Permission
from courier.domain.regions import Level, level_of
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import courier_lists as sql
from courier.store.rows.courier_lists import ListedRow, RunningOutRow, StatusCountRow
from courier.store.rows.couriers import CourierRow

PAGE = 30
EXPIRY_DAYS = (30, 60, 90)
LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class CourierFilter:
    """Which couriers; what is not given is not asked.

    ``said`` is a part of a name, the beginning of a courier's number or a whole card number.
    ``chosen`` are ticked ones; ``at_work`` are those who may have a card.
    """

    status: CourierStatus | None = None
    township_code: str | None = None
    village_code: str | None = None
    expires_within_days: int | None = None
    without_phone: bool = False
    checked_today: bool = False
    with_alarm: bool = False
    at_work: bool = False
    said: str = ""
    chosen: tuple[UUID, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing, so that everybody is meant."""
        return not any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class CourierSummary:
    """One line of the list."""

    courier_id: UUID
    courier_no: str
    name: str
    township_name: str
    villages: tuple[str, ...]
    status: CourierStatus
    card_no: str | None
    card_expires_at: dt.datetime | None
    has_photo: bool
    phone_registered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class CourierPage:
    """A page of the list; ``next_after`` leads to the next one, None on the last."""

    couriers: tuple[CourierSummary, ...]
    next_after: str | None


@dataclass(frozen=True, slots=True)
class RunningOut:
    """How many cards of a township have run out, and how many will within so many days."""

    township_code: str
    township_name: str
    expired: int
    within: tuple[int, int, int]


def list_couriers(
    core: Core, *, actor: Actor, wanted: CourierFilter | None = None, after: str = ""
) -> CourierPage:
    """A page of the admin's area, those who wait for approval first.

    ``after`` is what the page before said; what is no such word begins anew.
    """
    require(actor, Permission.SEE_COURIERS)
    facts = {
        **facts_of(core, actor, wanted or CourierFilter()),
        **after_facts(after),
        "count": PAGE + 1,
    }
    with core.begin_for(actor) as work:
        rows = work.all(ListedRow, sql.page(facts.keys()), facts)
    shown = tuple(summary_of(row) for row in rows[:PAGE])
    return CourierPage(shown, key_after(rows[PAGE - 1]) if len(rows) > PAGE else None)


def count_couriers(core: Core, *, actor: Actor, wanted: CourierFilter | None = None) -> int:
    """How many there are."""
    require(actor, Permission.SEE_COURIERS)
    facts = facts_of(core, actor, wanted or CourierFilter())
    with core.begin_for(actor) as work:
        return int(work.scalar(sql.count(facts.keys()), facts))


def counts_by_status(
    core: Core, *, actor: Actor, township_code: str | None = None
) -> dict[CourierStatus, int]:
    """How many couriers of the area, or of a township in it, are in each state."""
    require(actor, Permission.SEE_COURIERS)
    facts = facts_of(core, actor, CourierFilter(township_code=township_code))
    with core.begin_for(actor) as work:
        rows = work.all(StatusCountRow, sql.counts_by_status(facts.keys()), facts)
    found = {CourierStatus(row.status): row.couriers for row in rows}
    return {status: found.get(status, 0) for status in CourierStatus}


def running_out(core: Core, *, actor: Actor) -> tuple[RunningOut, ...]:
    """Per township of the area, whose cards run out within ninety days."""
    require(actor, Permission.SEE_COURIERS)
    now = core.clock.now()
    moments = {f"in_{days}": now + dt.timedelta(days=days) for days in EXPIRY_DAYS}
    with core.begin_for(actor) as work:
        rows = work.all(RunningOutRow, sql.RUNNING_OUT, {**area_of(actor), "now": now, **moments})
    return tuple(
        RunningOut(row.region_code, row.name, row.expired, (row.in_30, row.in_60, row.in_90))
        for row in rows
    )


def facts_of(core: Core, actor: Actor, wanted: CourierFilter) -> dict[str, object]:
    """What a query is given; the names are the filters that it asks."""
    given = {
        "status": wanted.status.value if wanted.status else None,
        "township_code": wanted.township_code or _own_township(actor),
        "village_code": wanted.village_code,
        "without_phone": wanted.without_phone,
        "checked_on": china_day(core) if wanted.checked_today else None,
        "with_alarm": wanted.with_alarm,
        "at_work": wanted.at_work,
        "chosen": list(wanted.chosen),
    }
    facts: dict[str, object] = {name: fact for name, fact in given.items() if fact}
    if wanted.expires_within_days is not None:
        within = dt.timedelta(days=wanted.expires_within_days)
        facts["expires_before"] = core.clock.now() + within
    return {**area_of(actor), **facts, **_said(wanted.said)}


def key_after(row: ListedRow) -> str:
    """Where a list goes on after this line, as an address carries it."""
    return f"{row.status}-{row.courier_no}"


def summary_of(row: ListedRow | CourierRow) -> CourierSummary:
    """A line of the list."""
    return CourierSummary(
        courier_id=row.courier_id,
        courier_no=row.courier_no,
        name=row.name,
        township_name=row.township_name,
        villages=tuple(row.villages),
        status=CourierStatus(row.status),
        card_no=row.card_no,
        card_expires_at=row.card_expires_at,
        has_photo=row.has_photo,
        phone_registered_at=row.phone_registered_at,
    )


def _own_township(actor: Actor) -> str | None:
    """A township's admin asks for her township, so that its index serves her."""
    return actor.region_code if level_of(actor.region_code) is Level.TOWNSHIP else None


def _said(text: str) -> dict[str, object]:
    said = plain_text(text)
    if not said:
        return {}
    if said.isascii() and said.isdigit():
        return {"number_from": said, "number_to": said + "9" * LONGEST_NUMBER}
    try:
        return {"card_no": short_codes.read_card_number(said)[1]}
    except BadInput:
        return {"name": said}


def after_facts(text: str) -> dict[str, object]:
    """What a query is given to go on after a line; nothing for what ``key_after`` never said."""
    status, _, number = text.partition("-")
    if status not in set(CourierStatus) or not number.isalnum():
        return {}
    return {"after_status": status, "after_no": number}
