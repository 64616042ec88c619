"""The payer has the other app: one order ends before the next begins."""

from __future__ import annotations

from uuid import UUID

from courier.domain.errors import BadInput, NotFound
from courier.domain.payments import PaymentState, current_state
from courier.ports import Channel
from courier.services.core import Actor, Core
from courier.services.payment_views import PaymentView, own_attempt, payment_view
from courier.services.payments import PaymentRequest, give_up, start_payment
from courier.store.queries import payments as queries
from courier.store.rows.payments import AttemptRow


def switch_channel(core: Core, *, actor: Actor, attempt_id: UUID, channel: Channel) -> PaymentView:
    """Close an unpaid order at its channel, then place the same people's at another one.

    If money came first, the first order stays and is answered; pressing again gives the same
    second order. Raises NotFound ``payment_not_found``, BadInput ``payment_form_broken`` for cash,
    and what ``start_payment`` raises; where the first order cannot be closed, nothing changes.
    """
    if channel is Channel.CASH:
        raise BadInput("payment_form_broken")
    with core.begin_for(actor) as work:
        attempt = own_attempt(work, actor, attempt_id)
        owed = queries.owed_of(work, actor.county_id, attempt_id)
    if attempt.household_id is None:
        raise NotFound("payment_not_found")
    if attempt.channel == channel or not _is_free(core, attempt):
        return payment_view(core, actor=actor, attempt_id=attempt_id)
    request = PaymentRequest(
        key=f"{attempt_id.hex}-{channel}",
        household_id=attempt.household_id,
        visit_id=attempt.visit_id,
        owed=owed,
    )
    return start_payment(core, actor=actor, request=request, channel=channel)


def _is_free(core: Core, attempt: AttemptRow) -> bool:
    """Whether this order has ended unpaid; one that waits is ended now."""
    if not current_state(attempt.states).is_over:
        give_up(core, attempt, PaymentState.FAILED, reason="switched")
    with core.begin() as work:
        now = queries.attempt_by_id(work, attempt.county_id, attempt.attempt_id)
    return now is not None and current_state(now.states) in {
        PaymentState.FAILED,
        PaymentState.EXPIRED,
    }
