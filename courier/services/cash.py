"""Cash at the door: a numbered receipt for each person, from the courier's own book."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.domain.errors import Conflict, Refused
from courier.domain.money import total
from courier.ports import Channel
from courier.services.cash_limits import refuse_too_much
from courier.services.core import Actor, Core
from courier.services.payment_views import PaymentView, payment_view
from courier.services.payments import PaymentRequest, opening_facts, require_consent
from courier.store.queries import payments as queries
from courier.store.queries import receipt_books
from courier.store.unit_of_work import Work


def take_cash(
    core: Core,
    *,
    actor: Actor,
    request: PaymentRequest,
    taken_at: dt.datetime | None = None,
    already_in_hand: bool = False,
) -> PaymentView:
    """Record cash and issue a receipt a person.

    ``already_in_hand`` is for cash taken while the phone was offline: if somebody else paid
    meanwhile, the cash is kept in suspense and Refused ``cash_kept_in_suspense`` says so.
    Raises what ``start_payment`` raises, and Refused ``receipt_book_missing``,
    ``receipt_book_used_up`` or, unless the cash is in her hands already, ``cash_limit_reached``.
    """
    now = core.clock.now()
    facts = {**opening_facts(actor, request, Channel.CASH, now), "paid_at": taken_at or now}
    try:
        attempt_id = _record(core, actor, request, facts, already_in_hand=already_in_hand)
    except Conflict as conflict:
        if not already_in_hand or conflict.code == "idempotency_key_reused":
            raise
        _keep(core, request, facts)
        raise Refused("cash_kept_in_suspense") from conflict
    return payment_view(core, actor=actor, attempt_id=attempt_id)


def leaves_left(core: Core, actor: Actor) -> int:
    """How many people may still pay this courier in cash: free leaves of the book she writes in."""
    with core.begin_for(actor) as work:
        books = receipt_books.books_of(work, actor.county_id, actor.person_id)
    open_books = [book for book in books if book.returned_at is None]
    if not open_books:
        return 0
    first = min(open_books, key=lambda book: book.book_no)
    return first.leaves - first.used - first.void


def _record(
    core: Core,
    actor: Actor,
    request: PaymentRequest,
    facts: dict[str, object],
    *,
    already_in_hand: bool,
) -> UUID:
    with core.begin_for(actor) as work:
        leaves: list[int] = []
        if not queries.key_is_known(work, actor.county_id, request.key):
            require_consent(work, actor, request)
            if not already_in_hand:
                refuse_too_much(work, actor, total([one.amount for one in request.owed]))
            leaves = _next_leaves(work, actor, len(request.owed))
        attempt_id, _ = queries.take_cash(work, facts, request.owed, leaves)
        work.commit()
    return attempt_id


def _next_leaves(work: Work, actor: Actor, wanted: int) -> list[int]:
    book_no = receipt_books.open_book(work, actor.county_id, actor.person_id)
    if book_no is None:
        raise Refused("receipt_book_missing")
    leaves = receipt_books.free_leaves(work, actor.county_id, book_no, wanted)
    if len(leaves) < wanted:
        raise Refused("receipt_book_used_up", left=len(leaves), wanted=wanted)
    return leaves


def _keep(core: Core, request: PaymentRequest, facts: dict[str, object]) -> None:
    """The key names the cash, so that a repeated report is not a second sum of money."""
    amount = total([one.amount for one in request.owed])
    kept = {**facts, "transaction_id": request.key, "amount_fen": amount.fen}
    with core.begin() as work:
        queries.hold_cash(work, kept)
        work.commit()
