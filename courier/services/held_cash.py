"""Cash in what a stopped phone handed in: proposed by one admin, settled by another.

Accepting works the item as if the phone had sent it in time: receipts on exactly its leaves, or
suspense. Refusing books nothing and voids the leaves.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from courier.domain.cases import CaseStep, agent_words
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.held_cash import (
    REFUSED,
    Decision,
    check_answerable,
    check_proposable,
    read_decision,
)
from courier.domain.permissions import Permission
from courier.domain.phone_bodies import read_cash
from courier.domain.phone_items import ItemKind, PhoneItem
from courier.ports import FieldKind
from courier.services.areas import area_of, require
from courier.services.case_work import Hand as CaseHand
from courier.services.case_work import own_case
from courier.services.core import Actor, ActorKind, Core
from courier.services.phone_cash import book_cash
from courier.services.phone_orders import end_orders_of
from courier.services.phone_steps import Hand, keep_consent
from courier.store.queries import cases as case_queries
from courier.store.queries import held_cash as queries
from courier.store.queries import phone_leaves
from courier.store.rows.cases import CaseRow
from courier.store.rows.held_cash import HeldRow
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work
from courier.texts import Locale, say


def propose(
    core: Core, *, actor: Actor, case_id: UUID, item_id: UUID, decision: str, words: str
) -> None:
    """The admin who has the case says what she found out, and what is to be done with the money.

    Raises NotAllowed; BadInput ``held_decision_missing``, ``words_*``; NotFound ``case_not_found``;
    Conflict ``case_*``, ``held_settled`` or ``held_proposed``.
    """
    require(actor, Permission.KEEP_MONEY)
    wanted, reason = read_decision(decision), agent_words(words)
    with core.begin_for(actor) as work:
        case = own_case(work, actor, case_id)
        row = _locked(work, case, item_id)
        check_proposable(row.decision, is_settled=row.code is not None)
        queries.propose(
            work,
            case.county_id,
            item_id,
            decision=wanted.value,
            words=reason,
            by=actor.person_id,
            at=core.clock.now(),
        )
        _note(CaseHand(core, work, actor), case, f"proposed_{wanted}", words=reason)
        work.commit()


def send_back(core: Core, *, actor: Actor, case_id: UUID, item_id: UUID) -> None:
    """The second person does not agree. Raises as ``settle`` does."""
    with core.begin_for(actor) as work:
        case = _case(work, actor, case_id)
        row = _locked(work, case, item_id)
        _answered(row, actor)
        queries.send_back(work, case.county_id, item_id)
        _note(CaseHand(core, work, actor), case, "sent_back")
        work.commit()


def settle(core: Core, *, actor: Actor, case_id: UUID, item_id: UUID) -> str:
    """The second person agrees: the money is booked, or refused; answers what came of it.

    ``cash_posted``, ``cash_posted_instead``, ``cash_partly_kept``, ``cash_kept`` or ``refused``.
    Raises NotAllowed, also ``second_person_needed``; NotFound ``case_not_found``; Conflict
    ``held_settled`` or ``held_not_proposed``; BadInput, Refused and OutsideFailed as ``book_cash``.
    """
    _end_orders(core, actor, case_id, item_id)
    with core.begin_for(actor) as work:
        case = _case(work, actor, case_id)
        row = _locked(work, case, item_id)
        decision = _answered(row, actor)
        if decision is Decision.ACCEPT:
            code = _book(core, work, case.county_id, row)
        else:
            code = _refuse(core, work, row, actor)
        at = core.clock.now()
        queries.settle(work, case.county_id, item_id, code=code, by=actor.person_id, at=at)
        _note(CaseHand(core, work, actor), case, code)
        work.commit()
    return code


def hand_of(core: Core, county_id: int, row: HeldRow) -> Hand:
    """The item as the phone would have sent it."""
    phone = KnownPhone(
        county_id=county_id,
        device_id=row.device_id,
        courier_id=row.courier_id,
        courier_no=row.courier_no,
        name=row.courier_name,
        township_code=row.township_code,
        status=row.courier_status,
        revoked_at=row.revoked_at,
    )
    body = json.loads(core.sealer.open(FieldKind.PHONE_ITEM, bytes(row.body_sealed)))
    item = PhoneItem(row.item_id, ItemKind(row.kind), row.at, body, bytes(row.body_hash))
    where = row.township_code
    courier = Actor(ActorKind.COURIER, county_id, row.courier_id, row.courier_name, where)
    return Hand(core, courier, phone, item, row.at)


def _end_orders(core: Core, actor: Actor, case_id: UUID, item_id: UUID) -> None:
    """Outside of the transaction that books, because channels are asked."""
    with core.begin_for(actor) as work:
        case = _case(work, actor, case_id)
        row = _locked(work, case, item_id)
        decision = _answered(row, actor)
    if decision is Decision.ACCEPT:
        with core.begin_for(actor) as work:
            hand = _on_its_leaves(work, hand_of(core, case.county_id, row))
        end_orders_of(hand, by=actor)


def _book(core: Core, work: Work, county_id: int, row: HeldRow) -> str:
    """With the consent that the same phone handed in; what nobody agreed to goes to suspense."""
    hand = _on_its_leaves(work, hand_of(core, county_id, row))
    with suppress(BadInput, Conflict, NotFound, Refused, ValueError):
        named = UUID(str(hand.item.body.get("consent")))
        consent = queries.consent(work, county_id, row.device_id, named)
        if consent is not None:
            keep_consent(work, hand_of(core, county_id, consent))
    return book_cash(work, hand).code


def _refuse(core: Core, work: Work, row: HeldRow, actor: Actor) -> str:
    """What stands on no leaf that we can read voids none."""
    hand = _on_its_leaves(work, hand_of(core, actor.county_id, row))
    with suppress(BadInput):
        leaves = [one.leaf for one in read_cash(hand.item.body).taken]
        known = phone_leaves.spent_of_phone(work, hand.phone, leaves)
        for leaf in (one for one, is_spent in known.items() if not is_spent):
            phone_leaves.void(
                work,
                actor.county_id,
                leaf,
                reason=f"held_{REFUSED}",
                by=actor.person_id,
                now=core.clock.now(),
            )
    return REFUSED


def _on_its_leaves(work: Work, hand: Hand) -> Hand:
    """As of the courier's phone for which the leaves were set aside, where that was another one."""
    with suppress(BadInput):
        leaves = [one.leaf for one in read_cash(hand.item.body).taken]
        phone = hand.phone
        device_id = phone_leaves.phone_of(work, phone.county_id, phone.courier_id, leaves)
        if device_id is not None:
            return replace(hand, phone=replace(phone, device_id=device_id))
    return hand


def _answered(row: HeldRow, actor: Actor) -> Decision:
    is_own = row.asked_by == actor.person_id
    return check_answerable(row.decision, is_settled=row.code is not None, is_own=is_own)


def _case(work: Work, actor: Actor, case_id: UUID) -> CaseRow:
    require(actor, Permission.KEEP_MONEY)
    row = case_queries.case_of_area(work, area_of(actor), case_id)
    if row is None:
        raise NotFound("case_not_found")
    return row


def _locked(work: Work, case: CaseRow, item_id: UUID) -> HeldRow:
    row = queries.lock(work, case.county_id, case.case_id, item_id)
    if row is None:
        raise NotFound("case_not_found")
    return row


def _note(hand: CaseHand, case: CaseRow, what: str, words: str = "") -> None:
    told = say(f"held.noted_{what}", Locale(case.locale), words=words)
    hand.step(case, CaseStep.NOTED, told)
