"""Approved refunds on their way: sent once, asked after, and closed on the channel's own word."""

from __future__ import annotations

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
log = structlog.get_logger()


def send_refund(core: Core, *, county_id: int, refund_id: UUID) -> str:
    """Send (or ask after) an approved refund; the same number never pays twice.

    Cash is handed back by hand, which the approval stands for. Raises NotFound
    ``refund_not_found``, OutsideFailed when the channel cannot be reached.
    """
    with core.begin() as work:
        refund = queries.by_id(work, county_id, refund_id)
        if refund is None or "approved" not in refund.states:
            raise NotFound("refund_not_found")
        queries.add_state(work, refund, "sent", core.clock.now())
        work.commit()
    if refund.channel == Channel.CASH:
        status = RefundStatus(refund.out_refund_no, RefundState.DONE, Money(refund.amount_fen))
    else:
        status = _at_channel(core, refund)
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


def _source(refund: RefundRow) -> Account:
    return Account.CUSTODY if refund.channel == Channel.CASH else Account.CLEARING


def _at_channel(core: Core, refund: RefundRow) -> RefundStatus:
    channel = core.channel(Channel(refund.channel))
    known = channel.query_refund(refund.out_refund_no)
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
