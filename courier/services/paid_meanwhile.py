"""Somebody else was quicker: who paid for whom, by what and when, said before money moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from courier.domain.money import Money
from courier.domain.names import name_masked
from courier.domain.payments import Owed
from courier.services.core import Actor, Core
from courier.services.payment_views import own_attempt
from courier.store.queries import meanwhile as queries
from courier.store.queries import payments
from courier.store.rows.meanwhile import StandingRow
from courier.store.unit_of_work import Work


class Turn(StrEnum):
    """What became of an obligation that somebody is about to pay."""

    OPEN = "open"  # still to be paid, at the amount that was shown
    PAID = "paid"
    BEING_PAID = "being_paid"
    ELSEWHERE = "elsewhere"  # another county has or collects the money
    CHANGED = "changed"  # another amount now
    SETTLED = "settled"  # nothing is owed any more


@dataclass(frozen=True, slots=True)
class PersonsTurn:
    """One person; ``channel``, ``at`` and ``by`` tell of the other payment where there is one."""

    obligation_id: UUID
    name: str
    name_masked: str
    amount: Money
    turn: Turn
    channel: str | None
    at: dt.datetime | None
    by: str | None
    attempt_id: UUID | None


def turns_of(core: Core, *, actor: Actor, owed: Sequence[Owed]) -> tuple[PersonsTurn, ...]:
    """How those of a courier's villages stand whom she is about to charge.

    Who was quicker may be a colleague of another village, whose name her own area does not show.
    """
    with core.begin_for(actor) as work:
        hers = {one.obligation_id for one in turns_in(work, actor.county_id, owed)}
    with core.begin() as work:
        return turns_in(work, actor.county_id, [o for o in owed if o.obligation_id in hers])


def turns_of_attempt(core: Core, *, actor: Actor, attempt_id: UUID) -> tuple[PersonsTurn, ...]:
    """How those stand whom an order of hers was for; NotFound ``payment_not_found``."""
    with core.begin_for(actor) as work:
        own_attempt(work, actor, attempt_id)
        owed = payments.owed_of(work, actor.county_id, attempt_id)
    return turns_of(core, actor=actor, owed=owed)


def turns_in(work: Work, county_id: int, owed: Sequence[Owed]) -> tuple[PersonsTurn, ...]:
    """The same within a transaction."""
    return tuple(_seen(row, county_id) for row in queries.standings(work, county_id, owed))


def _seen(row: StandingRow, county_id: int) -> PersonsTurn:
    turn = _turn(row, county_id)
    is_paid = turn is Turn.PAID
    return PersonsTurn(
        obligation_id=row.obligation_id,
        name=row.name,
        name_masked=name_masked(row.name),
        amount=Money(row.asked_fen),
        turn=turn,
        channel=row.paid_channel if is_paid else row.open_channel,
        at=row.paid_at if is_paid else row.opened_at,
        by=row.paid_by if is_paid else row.opened_by,
        attempt_id=row.attempt_id,
    )


def _turn(row: StandingRow, county_id: int) -> Turn:
    if row.status == "paid":
        return Turn.PAID
    if row.claim_county is not None:
        return Turn.BEING_PAID if row.claim_county == county_id else Turn.ELSEWHERE
    if row.status != "open":
        return Turn.SETTLED
    return Turn.OPEN if row.own_fen == row.asked_fen else Turn.CHANGED
