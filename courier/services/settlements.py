"""The channels' word on money: notifications, queries, and the sweep for those that never came.

Whatever arrives is kept. What no obligation awaits goes to suspense, and back by a refund.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

import structlog

from courier.domain.errors import CourierError
from courier.domain.payments import PaymentState, county_of_order, current_state
from courier.ports import Channel, ChannelPayment, OrderState
from courier.services.core import Core
from courier.services.payment_views import find_attempt
from courier.services.payments import give_up
from courier.services.refund_sending import note_refund
from courier.store.queries import payments as queries

ASK_AFTER = dt.timedelta(minutes=1)
SWEEP_AT_MOST = 500
POSTED, REPEATED = "posted", "repeated"
log = structlog.get_logger()


def receive_notification(
    core: Core, *, channel: Channel, headers: Mapping[str, str], body: bytes
) -> str:
    """Verify and act on a channel's message; repeating it is harmless. Answers what became of it.

    Raises BadInput ``notification_*`` for what is not certainly the channel's own.
    """
    message = core.channel(channel).read_notification(headers, body)
    if isinstance(message, ChannelPayment):
        return settle(core, message)
    return note_refund(core, status=message)


def check_payment(core: Core, *, county_id: int, attempt_id: UUID) -> PaymentState:
    """Ask the channel where an order stands, and act on the answer.

    Raises NotFound ``payment_not_found``, OutsideFailed.
    """
    with core.begin() as work:
        attempt = find_attempt(work, county_id, attempt_id)
    state = current_state(attempt.states)
    if state.is_over:
        return state
    status = core.channel(Channel(attempt.channel)).query(attempt.out_trade_no)
    if status.payment is not None:
        settle(core, status.payment)
    elif core.clock.now() >= attempt.expires_at or status.state is OrderState.CLOSED:
        give_up(core, attempt, PaymentState.EXPIRED, reason="expired")
    with core.begin() as work:
        return current_state(find_attempt(work, county_id, attempt_id).states)


def sweep_payments(core: Core) -> int:
    """Ask after every order that waits; answers how many. One failure stops none of the others."""
    with core.begin() as work:
        waiting = queries.waiting(work, core.clock.now() - ASK_AFTER, SWEEP_AT_MOST)
    for row in waiting:
        try:
            check_payment(core, county_id=row.county_id, attempt_id=row.attempt_id)
        except CourierError as error:
            log.warning("payment_not_checked", attempt=str(row.attempt_id), code=error.code)
    return len(waiting)


def settle(core: Core, payment: ChannelPayment) -> str:
    """Post money that a channel holds for us: ``posted``, ``repeated``, or why it is suspended."""
    with core.at_once() as work:
        outcome = queries.settle(
            work,
            {
                "county_id": county_of_order(payment.out_trade_no),
                "out_trade_no": payment.out_trade_no,
                "channel": payment.channel.value,
                "transaction_id": payment.transaction_id,
                "amount_fen": payment.amount.fen,
                "paid_at": payment.paid_at,
                "now": core.clock.now(),
            },
        )
    level = log.info if outcome in (POSTED, REPEATED) else log.warning
    level("payment_settled", outcome=outcome, order=payment.out_trade_no)
    return outcome
