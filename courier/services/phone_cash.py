"""Cash that was taken without a network: real money, posted, or kept in suspense and said so.

One leaf of the receipt book is one sum of money. A leaf that is spent was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from courier.domain.errors import Conflict, NotFound, OutsideFailed, Refused
from courier.domain.ledger import SuspenseReason
from courier.domain.names import name_masked
from courier.domain.phone_bodies import Cash, Taken, read_cash
from courier.domain.phone_items import ItemOutcome
from courier.domain.receipts import number_shown
from courier.domain.visits import VisitState
from courier.ports import Channel
from courier.services.payments import PaymentRequest, opening_facts
from courier.services.phone_steps import Hand, Result, own_visit
from courier.services.rounds import step_in
from courier.store.queries import payments as payment_queries
from courier.store.queries import phone_items as queries
from courier.store.queries import phone_leaves
from courier.store.rows.phone_items import OfferedRow
from courier.store.unit_of_work import Work

Offered = tuple[Taken, OfferedRow, SuspenseReason | None]
Kept = tuple[Taken, OfferedRow, SuspenseReason]
NOT_SET_ASIDE = "leaf_not_set_aside"
CASH_TAKEN = "cash_taken"  # why an order was ended


def book_cash(work: Work, hand: Hand) -> Result:
    """Receipts for who still owes exactly that; the others' money into suspense, their leaves void.

    The visit is paid with it. Raises Refused ``leaf_not_set_aside`` or ``leaf_used`` (leaf);
    OutsideFailed ``phone_item_later`` when somebody else pays at this very moment: then it is
    sent again.
    """
    cash = read_cash(hand.item.body)
    offered = offered_cash(work, hand, cash)
    payable = [taken for taken, _, reason in offered if reason is None]
    kept = [(taken, row, reason) for taken, row, reason in offered if reason is not None]
    leads_to = _post(work, hand, cash, payable) if payable else None
    for taken, _, reason in kept:
        _hold(work, hand, taken, reason)
    orders = [taken.owed.obligation_id for taken in payable]
    is_instead = queries.has_ended(work, hand.actor.county_id, orders, CASH_TAKEN)
    return _result(len(payable), kept, leads_to, is_instead=is_instead)


def offered_cash(work: Work, hand: Hand, cash: Cash) -> list[Offered]:
    """Each sum that was taken, what is owed there now, and why it cannot be posted, if so.

    In the order of the people's ids. An order that still waits for the same person is no reason.
    Raises Refused as ``book_cash`` does.
    """
    _check_leaves(work, hand, cash)
    rows = queries.lock_offered(work, hand.actor.county_id, [one.owed for one in cash.taken])
    by_obligation = {one.owed.obligation_id: one for one in cash.taken}
    pairs = ((by_obligation[row.obligation_id], row) for row in rows)
    return [(taken, row, _why_not(row, taken)) for taken, row in pairs]


def _check_leaves(work: Work, hand: Hand, cash: Cash) -> None:
    leaves = [one.leaf for one in cash.taken]
    known = phone_leaves.spent_of_phone(work, hand.phone, leaves)
    for leaf in leaves:
        if leaf not in known:
            raise Refused(NOT_SET_ASIDE, leaf=number_shown(leaf))
        if known[leaf]:
            raise Refused("leaf_used", leaf=number_shown(leaf))


def _why_not(row: OfferedRow, taken: Taken) -> SuspenseReason | None:
    if row.status == "paid" or (row.is_claimed and row.waiting_order is None):
        return SuspenseReason.PAID_ELSEWHERE
    if row.status != "open" or row.own_fen != taken.owed.amount.fen:
        return SuspenseReason.OTHER_AMOUNT
    return None if row.has_agreed else SuspenseReason.NO_CONSENT


def _post(work: Work, hand: Hand, cash: Cash, payable: Sequence[Taken]) -> str:
    """``payable`` is in the order of the people's ids, in which the database deals out leaves."""
    visit_id = own_visit(work, hand, cash.visit_id)
    if visit_id is not None:
        with suppress(Conflict, NotFound):  # it may be over; the money counts all the same
            step_in(work, hand.then, hand.actor, visit_id, VisitState.PAID)
    request = PaymentRequest(
        key=str(hand.item.item_id),
        household_id=cash.household_id,
        owed=tuple(one.owed for one in payable),
        visit_id=visit_id,
    )
    facts = opening_facts(hand.actor, request, Channel.CASH, hand.core.clock.now())
    try:
        attempt_id, _ = payment_queries.take_cash(
            work,
            {**facts, "paid_at": hand.at},
            request.owed,
            [one.leaf for one in payable],
        )
    except Conflict as conflict:
        raise OutsideFailed("phone_item_later") from conflict
    return f"payment:{attempt_id}"


def _hold(work: Work, hand: Hand, taken: Taken, reason: SuspenseReason) -> None:
    now = hand.core.clock.now()
    payment_queries.hold_cash(
        work,
        {
            "county_id": hand.actor.county_id,
            "leaf": number_shown(taken.leaf),
            "amount_fen": taken.owed.amount.fen,
            "reason": reason.value,
            "courier_id": str(hand.actor.person_id),
            "paid_at": hand.at,
            "now": now,
        },
    )
    phone_leaves.void(
        work,
        hand.actor.county_id,
        taken.leaf,
        reason=reason.value,
        by=hand.actor.person_id,
        now=now,
    )


def _result(posted: int, kept: Sequence[Kept], leads_to: str | None, *, is_instead: bool) -> Result:
    if not kept:
        code = "cash_posted_instead" if is_instead else "cash_posted"
        return Result(code, facts={"count": posted}, leads_to=leads_to)
    back = [
        {
            "leaf": number_shown(taken.leaf),
            "name": name_masked(row.name) if row.name else "",
            "fen": taken.owed.amount.fen,
            "why": reason.value,
        }
        for taken, row, reason in kept
    ]
    code = "cash_partly_kept" if posted else "cash_kept"
    facts = {"count": posted, "back": back}
    return Result(code, outcome=ItemOutcome.REFUSED, facts=facts, leads_to=leads_to)
