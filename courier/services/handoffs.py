"""A person, please: a conversation waits for somebody of the office, as the villager sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.handoffs import EndedBy, HandoffStatus
from courier.services.core import Core
from courier.services.office_hours import hours_in
from courier.store.queries import handoffs as queries
from courier.store.queries import regions as region_queries
from courier.texts import CHINA

VILLAGER = ("villager", "")


@dataclass(frozen=True, slots=True)
class Asked:
    """The place in the queue: how many wait longer, who answers, and when.

    ``opens_at`` is None while the office is open, or when it never opens.
    """

    handoff_id: UUID
    ahead: int
    office: str
    phone: str | None
    is_open: bool
    opens_at: dt.datetime | None


def ask_for_person(core: Core, *, conversation_id: UUID, county_id: int, region_code: str) -> Asked:
    """Put a conversation into the queue of its place; again is the same place in the queue.

    ``region_code`` is the village if it is known, else the county. Raises NotFound
    ``place_unknown``.
    """
    now = core.clock.now()
    with core.begin() as work:
        office = region_queries.office_of(work, region_code)
        if office is None:
            raise NotFound("place_unknown")
        handoff_id = queries.ask(
            work,
            county_id=county_id,
            conversation_id=conversation_id,
            region_code=region_code,
            now=now,
        )
        ahead = queries.waiting_before(work, county_id, handoff_id)
        hours = hours_in(work, county_id)
        work.record(
            county_id=county_id,
            actor=VILLAGER,
            action="talk_asked",
            subject=f"talk:{handoff_id}",
        )
        work.commit()
    local = now.astimezone(CHINA)
    is_open = hours.is_open(local)
    opens_at = None if is_open else hours.opens_next(local)
    return Asked(handoff_id, ahead, office.name, office.phone, is_open, opens_at)


def talk_status(core: Core, *, county_id: int, handoff_id: UUID) -> HandoffStatus:
    """Where a talk stands; one that is gone has ended."""
    with core.at_once() as work:
        found = queries.status_of(work, county_id, handoff_id)
    return HandoffStatus(found) if found else HandoffStatus.ENDED


def leave_talk(core: Core, *, county_id: int, handoff_id: UUID) -> None:
    """The villager ends it; again is no error."""
    with core.begin() as work:
        now = core.clock.now()
        if queries.end(work, county_id, handoff_id, by=EndedBy.VILLAGER, now=now):
            work.record(
                county_id=county_id,
                actor=VILLAGER,
                action="talk_ended",
                subject=f"talk:{handoff_id}",
            )
        work.commit()
