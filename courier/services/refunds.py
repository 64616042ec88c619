"""Money that goes back: asked for by one person, approved by another.

Sending and confirming stand in services/refund_sending.py. Premiums go back by the pack's
refund rule only; money in suspense always goes back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from courier.domain.errors import Conflict, NotAllowed, NotFound, Refused
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.refunds import premium_may_go_back, refund_number
from courier.domain.regions import within
from courier.services.areas import require
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.refund_postings import clear_suspense, withdraw_premium
from courier.store.queries import refunds as queries
from courier.store.rows.refunds import RefundRow, SuspenseRow
from courier.store.unit_of_work import Work

LISTED_AT_MOST = 200
STEPS = ("requested", "approved", "sent", "failed", "done")
NOBODY_ASKED = "open"
SEND_TASK = "send_refund"


@dataclass(frozen=True, slots=True)
class SuspenseView:
    """Money in suspense: why it is there, and how far its way back is.

    ``step`` is ``open`` or one of STEPS; ``requested_by`` may not approve.
    """

    suspense_id: UUID
    refund_id: UUID | None
    channel: str
    order_number: str
    amount: Money
    reason: str
    noted_at: dt.datetime
    step: str
    requested_by: UUID | None


def list_suspense(core: Core, *, actor: Actor) -> list[SuspenseView]:
    """All money in suspense, newest first; auditors too. Raises NotAllowed ``not_your_task``."""
    require(actor, Permission.SEE_SUSPENSE)
    with core.begin_for(actor) as work:
        return [_seen(row) for row in queries.suspense(work, actor.county_id, LISTED_AT_MOST)]


def request_refund(core: Core, *, actor: Actor, suspense_id: UUID, reason: str) -> UUID:
    """Ask for suspended money to go back; answers the refund's id.

    Raises NotFound ``suspense_not_found``, Conflict ``refund_requested_already``.
    """
    require(actor, Permission.REFUND)
    with core.begin_for(actor) as work:
        row = queries.suspense_item(work, actor.county_id, suspense_id)
        if row is None:
            raise NotFound("suspense_not_found")
        facts = {
            "county_id": row.county_id,
            "suspense_id": suspense_id,
            "receipt_no": None,
            "channel": row.channel,
            "transaction_id": row.transaction_id,
            "attempt_id": row.attempt_id,
            "holder": row.holder,
            "amount_fen": row.amount_fen,
        }
        refund_id = _request(work, actor, facts, reason, core.clock.now())
        work.commit()
    return refund_id


def request_premium_refund(core: Core, *, actor: Actor, receipt_no: int, reason: str) -> UUID:
    """Ask for a posted premium to go back, for a reason of the pack's rule.

    Raises NotFound ``receipt_not_found``, Refused ``premium_not_refundable``,
    Conflict ``refund_requested_already``.
    """
    require(actor, Permission.REFUND)
    with core.begin_for(actor) as work:
        row = queries.refundable(work, actor.county_id, receipt_no)
        if row is None or row.is_void or not within(actor.region_code, row.village_code):
            raise NotFound("receipt_not_found")
        pack = core.shelf.get(row.pack_id)
        if not premium_may_go_back(pack, reason=reason, on=china_day(core)):
            raise Refused("premium_not_refundable", day=pack.cover_first)
        facts = {
            "county_id": actor.county_id,
            "suspense_id": None,
            "receipt_no": receipt_no,
            "channel": row.channel,
            "transaction_id": row.transaction_id,
            "attempt_id": row.attempt_id,
            "holder": str(row.courier_id) if row.channel == "cash" else row.channel,
            "amount_fen": row.amount_fen,
        }
        refund_id = _request(work, actor, facts, reason, core.clock.now())
        work.commit()
    return refund_id


def approve_refund(core: Core, *, actor: Actor, refund_id: UUID) -> None:
    """The second person's yes: the books owe the money, and a job sends it.

    Raises NotFound ``refund_not_found``, NotAllowed ``second_person_needed``,
    Conflict ``refund_approved_already``.
    """
    require(actor, Permission.REFUND)
    with core.begin_for(actor) as work:
        refund = _refund(work, actor, refund_id)
        if refund.requested_by == actor.person_id:
            raise NotAllowed("second_person_needed")
        now = core.clock.now()
        if not queries.add_state(work, refund, "approved", now):
            raise Conflict("refund_approved_already")
        queries.approve(work, refund, actor.person_id)
        if refund.receipt_no is None:
            clear_suspense(work, refund, now)
        else:
            withdraw_premium(work, refund, actor, now)
        work.defer(SEND_TASK, {"county_id": refund.county_id, "refund_id": str(refund_id)})
        _trail(work, actor, "refund_approved", refund_id)
        work.commit()


def retry_refund(core: Core, *, actor: Actor, refund_id: UUID) -> None:
    """Try once more, under a new number, what the channel said it could not pay.

    The approval stands: it is the same money to the same payer. Raises NotFound
    ``refund_not_found``, Conflict ``refund_not_failed``.
    """
    require(actor, Permission.REFUND)
    with core.begin_for(actor) as work:
        refund = _refund(work, actor, refund_id)
        if "failed" not in refund.states or "done" in refund.states:
            raise Conflict("refund_not_failed")
        again = replace(refund, try_no=refund.tries + 1)
        number = refund_number(refund.county_id, refund_id, again.try_no)
        queries.next_try(work, refund, number)
        queries.add_state(work, again, "approved", core.clock.now())
        work.defer(SEND_TASK, {"county_id": refund.county_id, "refund_id": str(refund_id)})
        _trail(work, actor, "refund_tried_again", refund_id)
        work.commit()


def step_of(states: Sequence[str]) -> str:
    """How far a refund's newest try is; done once and for all when any try was."""
    return max(states, key=STEPS.index)


def _request(
    work: Work, actor: Actor, facts: Mapping[str, object], reason: str, now: dt.datetime
) -> UUID:
    refund_id = uuid4()
    asked = {
        **facts,
        "refund_id": refund_id,
        "out_refund_no": refund_number(int(str(facts["county_id"])), refund_id),
        "reason": reason,
        "requested_by": actor.person_id,
        "now": now,
    }
    if not queries.request(work, asked):
        raise Conflict("refund_requested_already")
    queries.add_first_state(work, asked)
    _trail(work, actor, "refund_requested", refund_id)
    return refund_id


def _refund(work: Work, actor: Actor, refund_id: UUID) -> RefundRow:
    at_home = actor.region_code  # money in suspense belongs to no village
    for county_id in (actor.county_id, 0):
        refund = queries.by_id(work, county_id, refund_id)
        if refund is not None and within(actor.region_code, refund.village_code or at_home):
            return refund
    raise NotFound("refund_not_found")


def _trail(work: Work, actor: Actor, action: str, refund_id: UUID) -> None:
    work.record(county_id=actor.county_id, actor=actor.trail, action=action, subject=str(refund_id))


def _seen(row: SuspenseRow) -> SuspenseView:
    step = step_of(row.refund_states) if row.refund_states else NOBODY_ASKED
    return SuspenseView(
        suspense_id=row.suspense_id,
        refund_id=row.refund_id,
        channel=row.channel,
        order_number=row.out_trade_no,
        amount=Money(row.amount_fen),
        reason=row.reason,
        noted_at=row.noted_at,
        step=step,
        requested_by=row.requested_by,
    )
