"""Approved refunds on their way: sent once, asked after, and closed on the channel's own word."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import structlog

from courier.domain.errors import CourierError, NotFound
from courier.domain.ledger import Account, PostingKind
from courier.domain.money import Money
from courier.ports import Channel, RefundState, RefundStatus, RefundToPlace
from courier.services.core import Core
from courier.store.queries import ledger
from courier.store.queries import refunds as queries
from courier.store.rows.ledger import Line
from courier.store.rows.refunds import RefundRow
from courier.store.unit_of_work import Work

SWEEP_AT_MOST = 200
DONE, FAILED, WAITING, UNKNOWN = "refund_done", "refund_failed", "refund_waiting", "refund_unknown"
MAY_PAY = frozenset({RefundState.DONE, RefundState.WORKING})
log = structlog.get_logger()


def send_refund(core: Core, *, county_id: int, refund_id: UUID) -> str:
    """Send (or ask after) an approved refund; the same number never pays twice.

    Before a further try its earlier numbers are asked after: one that has paid after all ends it.

    Cash is handed back by hand, which the approval stands for. Raises NotFound
    ``refund_not_found``, OutsideFailed when the channel cannot be reached.
    """
    with core.begin() as work:
        refund = queries.by_id(work, county_id, refund_id)
        if refund is None or "approved" not in refund.states:
            raise NotFound("refund_not_found")
        if "done" in refund.states or "failed" in refund.states:
            return DONE if "done" in refund.states else FAILED
        queries.add_state(work, refund, "sent", core.clock.now())
        earlier = queries.earlier_numbers(work, refund)
        work.commit()
    if refund.channel == Channel.CASH:
        status = RefundStatus(refund.out_refund_no, RefundState.DONE, Money(refund.amount_fen))
    else:
        status = _paid_earlier(core, refund, earlier) or _at_channel(core, refund)
    return note_refund(core, status=status)


def sweep_refunds(core: Core) -> int:
    """Send or ask after every approved refund that has not ended; answers how many."""
    with core.begin() as work:
        waiting = queries.unfinished(work, SWEEP_AT_MOST)
    for county_id, refund_id in waiting:
        try:
            send_refund(core, county_id=county_id, refund_id=refund_id)
        except CourierError as error:
            log.warning("refund_not_sent", refund=str(refund_id), code=error.code)
    return len(waiting)


def note_refund(core: Core, *, status: RefundStatus) -> str:
    """Act on a channel's word on a refund; repeating it is harmless."""
    with core.begin() as work:
        refund = queries.by_number(work, status.out_refund_no)
        outcome = UNKNOWN if refund is None else _note(core, work, refund, status)
        work.commit()
    log.info("refund_noted", outcome=outcome, refund=status.out_refund_no)
    return outcome


def _note(core: Core, work: Work, refund: RefundRow, status: RefundStatus) -> str:
    now = core.clock.now()
    if refund.done_try is not None:
        _mind_second(work, refund, status)
        return DONE
    if status.state is RefundState.FAILED:
        queries.add_state(work, refund, "failed", now)
        return FAILED
    if status.state is not RefundState.DONE:
        return WAITING
    if queries.add_state(work, refund, "done", now):
        ledger.post(
            work,
            county_id=refund.county_id,
            kind=PostingKind.REFUND_PAID,
            at=now,
            lines=[
                Line(Account.REFUNDS_PAYABLE, str(refund.refund_id), refund.amount_fen),
                Line(_source(refund), refund.holder, -refund.amount_fen),
            ],
            refund_id=refund.refund_id,
        )
        queries.close_attempt(work, refund, now)
    return DONE


def _mind_second(work: Work, refund: RefundRow, status: RefundStatus) -> None:
    """Two tries that both paid are the channel's fault, and somebody must claim the money."""
    if status.state is RefundState.DONE and refund.try_no != refund.done_try:
        log.error("refund_done_by_two_tries", refund=status.out_refund_no)
        work.record(
            county_id=refund.county_id,
            actor=("machine", "refunds"),
            action="refund_done_by_two_tries",
            subject=str(refund.refund_id),
            facts={"number": status.out_refund_no},
        )


def _source(refund: RefundRow) -> Account:
    return Account.CUSTODY if refund.channel == Channel.CASH else Account.CLEARING


def _paid_earlier(core: Core, refund: RefundRow, earlier: Sequence[str]) -> RefundStatus | None:
    """The word on an earlier try that has paid after all, or may still pay; None if none may."""
    channel = core.channel(Channel(refund.channel))
    words = (channel.query_refund(number, refund.out_trade_no) for number in earlier)
    return next((word for word in words if word.state in MAY_PAY), None)


def _at_channel(core: Core, refund: RefundRow) -> RefundStatus:
    channel = core.channel(Channel(refund.channel))
    known = channel.query_refund(refund.out_refund_no, refund.out_trade_no)
    if known.state is not RefundState.UNKNOWN:
        return known
    return channel.refund(
        RefundToPlace(
            out_refund_no=refund.out_refund_no,
            out_trade_no=refund.out_trade_no,
            transaction_id=refund.transaction_id,
            amount=Money(refund.amount_fen),
            paid=Money(refund.paid_fen),
            reason=refund.reason,
        )
    )
