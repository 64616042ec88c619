"""What a courier did without a network, worked once the phone hands it in: each item once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from sqlalchemy.exc import DBAPIError

from courier.domain.errors import CourierError, NotFound, OutsideFailed
from courier.domain.phone_items import (
    ItemKind,
    ItemOutcome,
    PhoneCall,
    PhoneItem,
    facts_kept,
    happened_at,
    is_place,
)
from courier.services.core import Actor, Core
from courier.services.phone_cash import NOT_SET_ASIDE, book_cash
from courier.services.phone_held import hold_cash
from courier.services.phone_orders import end_waiting_orders
from courier.services.phone_outcomes import Outcome, item_row, outcome_before, outcome_of, reused
from courier.services.phone_steps import Hand, Result, keep_consent, note_not_done, take_step
from courier.services.phones import own_phone
from courier.store.queries import phone_items as queries
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work

UNREADABLE = "phone_item_unreadable"
WORKED: Mapping[ItemKind, Callable[[Work, Hand], Result]] = {
    ItemKind.STEP: take_step,
    ItemKind.NOT_DONE: note_not_done,
    ItemKind.CONSENT: keep_consent,
    ItemKind.CASH: book_cash,
}
log = structlog.get_logger()


def take_items(
    core: Core, *, actor: Actor, device_token: str, call: PhoneCall
) -> tuple[Outcome, ...]:
    """Work the items one by one, each in a transaction with its row.

    The same item again gets its first outcome. An item that failed for no fault of its own is not
    among the outcomes: it stays on the phone. Raises NotAllowed ``phone_not_registered``.
    """
    with core.begin_for(actor) as work:
        phone = own_phone(work, actor, device_token)
    outcomes = (_outcome(core, actor, phone, call, one) for one in call.items)
    return tuple(one for one in outcomes if one is not None)


def _outcome(
    core: Core, actor: Actor, phone: KnownPhone, call: PhoneCall, item: PhoneItem | str
) -> Outcome | None:
    if isinstance(item, str):
        return Outcome(item, ItemOutcome.REFUSED, UNREADABLE)
    try:
        return _worked(core, actor, phone, call, item)
    except (DBAPIError, OutsideFailed):
        log.exception("phone_item_failed", kind=item.kind.value)
        return None


def _worked(
    core: Core, actor: Actor, phone: KnownPhone, call: PhoneCall, item: PhoneItem
) -> Outcome:
    """What the item does stands or falls with its row; of a refusal the row alone stays."""
    hand = Hand(core, actor, phone, item, happened_at(item.at, call.phone_now, core.clock.now()))
    try:
        if item.kind is ItemKind.CASH:
            end_waiting_orders(hand)
        return _written(hand, WORKED[item.kind])
    except OutsideFailed:
        raise
    except CourierError as error:
        if error.code == NOT_SET_ASIDE:
            return hold_cash(hand, error.facts)
        refused = Result(
            error.code, ItemOutcome.REFUSED, facts_kept(error.facts), _way_on(item, error)
        )
        return _written(hand, lambda _work, _hand: refused)


def _written(hand: Hand, work_on: Callable[[Work, Hand], Result]) -> Outcome:
    item = hand.item
    with hand.core.begin_for(hand.actor) as work:
        queries.lock_item(work, item.item_id)
        found = queries.stored(work, hand.actor.county_id, item.item_id)
        if found is not None:
            return outcome_before(found, item)
        result = work_on(work, hand)
        if not queries.keep(work, item_row(hand, result)):  # the id is another courier's
            return reused(item)
        _note(work, hand, result)
        work.commit()
    return outcome_of(item, result)


def _note(work: Work, hand: Hand, result: Result) -> None:
    work.record(
        county_id=hand.actor.county_id,
        actor=hand.actor.trail,
        action=f"phone_item_{result.outcome.value}",
        subject=f"phone_item:{hand.item.item_id}",
        facts={"kind": hand.item.kind.value, "code": result.code, "at": hand.at},
    )


def _way_on(item: PhoneItem, error: CourierError) -> str | None:
    """Where she goes on after a refusal: the household or visit, the day where that is not hers."""
    if isinstance(error, NotFound):
        return "today"
    named = (f"{name}:{item.body.get(name)}" for name in ("household", "visit"))
    return next((place for place in named if is_place(place)), None)
