"""What a courier did without a network, worked once the phone hands it in: each item once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import DBAPIError

from courier.domain.errors import CourierError, NotFound, OutsideFailed
from courier.domain.phone_items import (
    ItemKind,
    ItemOutcome,
    PhoneCall,
    PhoneItem,
    facts_kept,
    facts_read,
    happened_at,
    is_place,
)
from courier.services.core import Actor, Core
from courier.services.phone_cash import book_cash
from courier.services.phone_orders import end_waiting_orders
from courier.services.phone_steps import Hand, Result, keep_consent, note_not_done, take_step
from courier.services.phones import own_phone
from courier.store.queries import phone_items as queries
from courier.store.rows.phone_items import KnownPhone, StoredItem
from courier.store.unit_of_work import Work

UNREADABLE, REUSED = "phone_item_unreadable", "phone_item_reused"
WORKED: Mapping[ItemKind, Callable[[Work, Hand], Result]] = {
    ItemKind.STEP: take_step,
    ItemKind.NOT_DONE: note_not_done,
    ItemKind.CONSENT: keep_consent,
    ItemKind.CASH: book_cash,
}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item: a code with its facts, and where she goes on, as ``visit:<id>``."""

    item_id: str
    outcome: ItemOutcome
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    leads_to: str | None = None


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
    return Outcome(
        str(item.item_id), result.outcome, result.code, facts_read(result.facts), result.leads_to
    )


def outcome_before(found: StoredItem, item: PhoneItem) -> Outcome:
    """What came of the item when it was sent first."""
    if found.body_hash != item.body_hash:
        return reused(item)
    return Outcome(
        str(item.item_id),
        ItemOutcome(found.outcome),
        found.code,
        facts_read(found.facts),
        found.leads_to,
    )


def reused(item: PhoneItem) -> Outcome:
    """The id was used for something else."""
    return Outcome(str(item.item_id), ItemOutcome.REFUSED, REUSED)


def item_row(hand: Hand, result: Result, sealed: bytes | None = None) -> dict[str, object]:
    """The item as it is written down; ``sealed`` is its body where it is held."""
    return {
        "county_id": hand.phone.county_id,
        "item_id": hand.item.item_id,
        "courier_id": hand.phone.courier_id,
        "device_id": hand.phone.device_id,
        "kind": hand.item.kind.value,
        "body_hash": hand.item.body_hash,
        "at": hand.at,
        "now": hand.core.clock.now(),
        "outcome": result.outcome.value,
        "code": result.code,
        "facts": result.facts,
        "leads_to": result.leads_to,
        "body_sealed": sealed,
    }


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
