"""Cards that run out: renewed in time, and noted when their time is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.courier_states import CourierEvent, CourierStep
from courier.domain.errors import NotFound
from courier.domain.renewals import CardAge, card_age, check_renewal, is_trained
from courier.services.card_issue import issue_in
from courier.services.core import Actor, Core
from courier.services.courier_history import hold, note, note_by_machine, whose
from courier.services.quizzes import passed_at_in
from courier.store.queries import cards as sql
from courier.store.rows.cards import ExpiredRow
from courier.store.unit_of_work import Work

MOST_A_ROUND = 5000


@dataclass(frozen=True, slots=True)
class Standing:
    """A courier's card and training; no card, no age."""

    valid_until: dt.datetime | None
    age: CardAge | None
    is_trained: bool


def renew_card(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """A new card for another year; the one before stays in order until its own end.

    Raises NotFound ``courier_unknown``, ``card_missing``; Conflict ``courier_not_in_state``;
    Refused ``renewal_too_early`` (with ``since``: sixty days before it runs out),
    ``quiz_needed`` (none passed within a year), ``photo_missing``.
    """
    with core.begin_for(actor) as work:
        renew_in(core, work, actor, courier_id)
        work.commit()


def renew_in(core: Core, work: Work, actor: Actor, courier_id: UUID) -> None:
    """Renew within another use-case's transaction. Raises as ``renew_card``."""
    hold(work, actor, courier_id, CourierStep.RENEW)
    until = last_expiry(work, actor, courier_id)
    passed_at = passed_at_in(core, work, actor.county_id, courier_id)
    check_renewal(until, passed_at, core.clock.now())
    issue_in(core, work, actor, courier_id, renews=True)
    note(core, work, actor, courier_id, CourierEvent.CARD_RENEWED)


def own_standing(core: Core, *, actor: Actor) -> Standing:
    """How long the signed-in courier's card lasts, and when she passed the quiz."""
    where, now = whose(actor, actor.person_id), core.clock.now()
    with core.begin_for(actor) as work:
        until: dt.datetime | None = work.scalar(sql.LIVE_EXPIRY, where)
        passed_at = passed_at_in(core, work, actor.county_id, actor.person_id)
    return Standing(until, card_age(until, now) if until else None, is_trained(passed_at, now))


def last_expiry(work: Work, actor: Actor, courier_id: UUID) -> dt.datetime:
    """When her newest card runs out, void or not. Raises NotFound ``card_missing``."""
    until: dt.datetime | None = work.scalar(sql.LAST_EXPIRY, whose(actor, courier_id))
    if until is None:
        raise NotFound("card_missing")
    return until


def note_expired_cards(core: Core) -> int:
    """Write into the histories which cards have run out; once a card. How many it were."""
    now = core.clock.now()
    with core.begin() as work:
        expired = work.all(ExpiredRow, sql.NOTE_EXPIRED, {"now": now, "most": MOST_A_ROUND})
        for one in expired:
            event = CourierEvent.CARD_EXPIRED
            note_by_machine(work, one.county_id, one.courier_id, event, now)
        work.commit()
    return len(expired)
