"""The message of the day: an office writes it, its couriers read it and say that they have."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.notices import checked_days, clean_notice
from courier.domain.permissions import Permission
from courier.domain.regions import area_prefix, within
from courier.services.areas import area_of, may, require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import notices as queries
from courier.store.rows.notices import NewNotice, NoticeRow
from courier.store.unit_of_work import Work

NEWEST = 50


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A message for the console; ``is_mine`` where this admin may withdraw it now."""

    notice_id: UUID
    place: str
    words: str
    from_on: dt.date
    until_on: dt.date
    written_by: str
    is_withdrawn: bool
    is_mine: bool
    read: int
    couriers: int


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """A message as a courier sees it."""

    notice_id: UUID
    place: str
    words: str
    until_on: dt.date
    is_read: bool


def write_notice(
    core: Core,
    *,
    actor: Actor,
    notice_id: UUID,
    words: str,
    from_on: dt.date | None,
    until_on: dt.date | None,
) -> None:
    """Tell all couriers of the admin's area something on these days; the same id again is once.

    Raises NotAllowed; BadInput ``notice_empty``, ``notice_long``, ``notice_days_missing``,
    ``notice_days_order``, ``notice_days_past``, ``notice_days_many``.
    """
    require(actor, Permission.KEEP_COURIERS)
    clean = clean_notice(words)
    first, last = checked_days(from_on, until_on, china_day(core))
    region = _region(actor)
    new = NewNotice(
        county_id=actor.county_id,
        notice_id=notice_id,
        region_code=region,
        area=area_prefix(region),
        words=clean,
        from_on=first,
        until_on=last,
        written_by=actor.person_id,
    )
    with core.begin_for(actor) as work:
        if queries.write_down(work, new, core.clock.now()):
            _record(work, actor, "notice_written", notice_id)
        work.commit()


def withdraw_notice(core: Core, *, actor: Actor, notice_id: UUID) -> None:
    """Show it to nobody any more. Raises NotAllowed, NotFound ``notice_unknown``."""
    require(actor, Permission.KEEP_COURIERS)
    area = str(area_of(actor)["area"])
    with core.begin_for(actor) as work:
        is_first = queries.withdraw(work, actor.county_id, notice_id, area, core.clock.now())
        if is_first is None:
            raise NotFound("notice_unknown")
        if is_first:
            _record(work, actor, "notice_withdrawn", notice_id)
        work.commit()


def list_notices(core: Core, *, actor: Actor) -> tuple[NoticeView, ...]:
    """The newest messages of the admin's area and of those above it, and how many read them."""
    require(actor, Permission.SEE_COURIERS)
    with core.begin_for(actor) as work:
        rows = queries.newest(work, actor.county_id, area_prefix(_region(actor)), NEWEST)
    return tuple(_view(actor, row) for row in rows)


def notices_today(core: Core, *, actor: Actor) -> tuple[ToldNotice, ...]:
    """What the courier is told today; what she has not read yet comes first."""
    with core.begin_for(actor) as work:
        rows = queries.told(work, actor.county_id, actor.person_id, china_day(core))
    return tuple(
        ToldNotice(row.notice_id, row.place, row.words, row.until_on, row.is_read) for row in rows
    )


def read_notice(core: Core, *, actor: Actor, notice_id: UUID) -> None:
    """The courier has read it; again changes nothing. Raises NotFound ``notice_unknown``."""
    with core.begin_for(actor) as work:
        told = queries.told(work, actor.county_id, actor.person_id, china_day(core))
        if notice_id not in {row.notice_id for row in told}:
            raise NotFound("notice_unknown")
        now = core.clock.now()
        if queries.mark_read(work, actor.county_id, notice_id, actor.person_id, now):
            _record(work, actor, "notice_read", notice_id)
        work.commit()


def _region(actor: Actor) -> str:
    """The admin's area within the county; for a city it is the county."""
    county = f"{actor.county_id:06d}000000"
    return actor.region_code if within(county, actor.region_code) else county


def _record(work: Work, actor: Actor, action: str, notice_id: UUID) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=action,
        subject=f"notice:{notice_id}",
    )


def _view(actor: Actor, row: NoticeRow) -> NoticeView:
    is_within = row.area.startswith(area_prefix(_region(actor)))
    return NoticeView(
        notice_id=row.notice_id,
        place=row.place,
        words=row.words,
        from_on=row.from_on,
        until_on=row.until_on,
        written_by=row.written_by,
        is_withdrawn=row.withdrawn_at is not None,
        is_mine=is_within and row.withdrawn_at is None and may(actor, Permission.KEEP_COURIERS),
        read=row.read,
        couriers=row.couriers,
    )
