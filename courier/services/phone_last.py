"""The last call of a phone that is ours no more: nothing is believed, all of it is kept.

Its items are sealed, and the township gets one case that says in plain words what was handed in;
what two persons decide about the cash in it stands in services/held_cash.py.
"""

from __future__ import annotations

from courier.domain.errors import Refused
from courier.domain.phone_items import ItemOutcome, PhoneCall, PhoneItem, happened_at
from courier.services.core import Actor, ActorKind, Core
from courier.services.phone_held import bring_before_township, keep_sealed
from courier.services.phone_items import UNREADABLE
from courier.services.phone_outcomes import Outcome, outcome_before
from courier.services.phone_steps import Hand, Result
from courier.services.phones import phone_once_ours
from courier.store.queries import phone_items as queries
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work

MOST_HELD = 500  # of one phone
HELD = Result("held", ItemOutcome.HELD)


def hold_last(
    core: Core, *, county_id: int, device_token: str, call: PhoneCall
) -> tuple[Outcome, ...]:
    """Keep what a known phone hands in without a session; the same again is kept once.

    Raises NotAllowed ``phone_not_registered``, Refused ``phone_kept_enough`` (most).
    """
    with core.begin() as work:
        phone = phone_once_ours(work, county_id, device_token)
        queries.lock_item(work, phone.device_id)
        if queries.held_of_phone(work, phone) + len(call.items) > MOST_HELD:
            raise Refused("phone_kept_enough", most=MOST_HELD)
        held = [_hold(work, core, phone, call, one) for one in call.items]
        fresh = [hand for _, hand in held if hand is not None]
        if fresh:
            bring_before_township(work, fresh, "phone_items.case_summary")
        work.commit()
    return tuple(outcome for outcome, _ in held)


def _hold(
    work: Work, core: Core, phone: KnownPhone, call: PhoneCall, item: PhoneItem | str
) -> tuple[Outcome, Hand | None]:
    """The outcome, and the item itself where it is a new one."""
    if isinstance(item, str):
        return Outcome(item, ItemOutcome.REFUSED, UNREADABLE), None
    queries.lock_item(work, item.item_id)
    found = queries.stored(work, phone.county_id, item.item_id)
    if found is not None:
        return outcome_before(found, item), None
    at = happened_at(item.at, call.phone_now, core.clock.now())
    hand = Hand(core, _holder(phone), phone, item, at)
    keep_sealed(work, hand, HELD)
    return Outcome(str(item.item_id), HELD.outcome, HELD.code), hand


def _holder(phone: KnownPhone) -> Actor:
    where = phone.township_code
    return Actor(ActorKind.COURIER, phone.county_id, phone.courier_id, phone.name, where)
