"""The last call of a phone that is ours no more: nothing is believed, all of it is kept.

Its items are sealed, and the township gets one case that says in plain words what was handed in;
what two persons decide about the cash in it stands in services/held_cash.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from courier.domain.cases import CaseKind
from courier.domain.errors import Refused
from courier.domain.phone_items import ItemKind, ItemOutcome, PhoneCall, PhoneItem, happened_at
from courier.ports import FieldKind
from courier.services.cases import Report, report_in
from courier.services.core import Actor, ActorKind, Core
from courier.services.phone_items import UNREADABLE, Outcome, item_row, outcome_before
from courier.services.phone_steps import Hand, Result
from courier.services.phone_words import story_of
from courier.services.phones import phone_once_ours
from courier.store.queries import cases as case_queries
from courier.store.queries import held_cash as held_queries
from courier.store.queries import phone_items as queries
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work
from courier.texts import Locale

MOST_HELD = 500  # of one phone
OFFICE = Locale.ZH_HANS  # the case is the township's
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
            _bring_before_township(work, core, fresh)
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
    body = json.dumps(dict(item.body), ensure_ascii=False)
    queries.keep(work, item_row(hand, HELD, core.sealer.seal(FieldKind.PHONE_ITEM, body)))
    return Outcome(str(item.item_id), HELD.outcome, HELD.code), hand


def _holder(phone: KnownPhone) -> Actor:
    where = phone.township_code
    return Actor(ActorKind.COURIER, phone.county_id, phone.courier_id, phone.name, where)


def _bring_before_township(work: Work, core: Core, fresh: Sequence[Hand]) -> None:
    courier = fresh[0].actor
    summary, story = story_of(work, fresh, OFFICE)
    report = Report(
        county_id=courier.county_id,
        kind=CaseKind.PHONE_HELD,
        region_code=courier.region_code,
        locale=OFFICE,
        what=summary,
        story=story,
        contact=courier.name,
    )
    number = report_in(core, work, report, reporter=courier.trail)
    case = case_queries.case_numbered(work, courier.county_id, number)
    cash = [hand.item.item_id for hand in fresh if hand.item.kind is ItemKind.CASH]
    if case is not None:
        held_queries.insert(work, courier.county_id, case.case_id, cash)
