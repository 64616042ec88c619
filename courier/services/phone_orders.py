"""Orders that still wait while the same people's cash lies in a courier's hand: ended first.

Otherwise the child far away could pay a second time. Whatever was paid before that counts.
"""

from __future__ import annotations

from uuid import UUID

from courier.domain.payments import PaymentState
from courier.domain.phone_bodies import read_cash
from courier.services.core import Actor, Core
from courier.services.payment_views import find_attempt
from courier.services.payments import give_up
from courier.services.phone_cash import CASH_TAKEN, offered_cash
from courier.services.phone_steps import Hand
from courier.services.settlements import check_payment
from courier.store.queries import phone_items as queries


def end_waiting_orders(hand: Hand) -> None:
    """Close at their channels the orders for people whose cash can be posted otherwise.

    An order that was paid first is posted; the cash then goes to suspense. Raises as
    ``offered_cash``, and OutsideFailed when a channel cannot be asked: the item is sent again.
    """
    with hand.core.begin_for(hand.actor) as work:
        is_known = queries.stored(work, hand.actor.county_id, hand.item.item_id) is not None
    if not is_known:
        end_orders_of(hand, by=hand.actor)


def end_orders_of(hand: Hand, *, by: Actor) -> None:
    """The same for an item that was handed in before, as far as ``by`` may see."""
    with hand.core.begin_for(by) as work:
        offered = offered_cash(work, hand, read_cash(hand.item.body))
    orders = {row.waiting_order for _, row, reason in offered if reason is None}
    for attempt_id in orders:
        if attempt_id is not None:
            _end(hand.core, hand.actor.county_id, attempt_id)


def _end(core: Core, county_id: int, attempt_id: UUID) -> None:
    """The channel is asked before it is told: money may have come without a word."""
    if check_payment(core, county_id=county_id, attempt_id=attempt_id).is_over:
        return
    with core.begin() as work:
        attempt = find_attempt(work, county_id, attempt_id)
    give_up(core, attempt, PaymentState.FAILED, reason=CASH_TAKEN)
