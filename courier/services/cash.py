"""Cash at the door: a numbered receipt for each person, from the courier's own book."""

from __future__ import annotations

from uuid import UUID

from courier.domain.errors import Refused
from courier.domain.money import total
from courier.domain.receipts import LEAVES
from courier.ports import Channel
from courier.services.cash_limits import refuse_too_much
from courier.services.core import Actor, Core
from courier.services.payment_views import PaymentView, payment_view
from courier.services.payments import PaymentRequest, opening_facts, require_consent
from courier.store.queries import payments as queries
from courier.store.queries import receipt_books
from courier.store.unit_of_work import Work


def take_cash(core: Core, *, actor: Actor, request: PaymentRequest) -> PaymentView:
    """Record cash and issue a receipt a person.

    What was taken without a network comes by services/phone_cash.py. Raises what
    ``start_payment`` raises, and Refused ``receipt_book_missing``, ``receipt_book_used_up`` or
    ``cash_limit_reached``.
    """
    now = core.clock.now()
    facts = {**opening_facts(actor, request, Channel.CASH, now), "paid_at": now}
    attempt_id = _record(core, actor, request, facts)
    return payment_view(core, actor=actor, attempt_id=attempt_id)


def leaves_left(core: Core, actor: Actor) -> int:
    """How many people may still pay this courier in cash: free leaves of the book she writes in."""
    with core.begin_for(actor) as work:
        book_no = receipt_books.open_book(work, actor.county_id, actor.person_id)
        if book_no is None:
            return 0
        return len(receipt_books.free_leaves(work, actor.county_id, book_no, LEAVES))


def _record(core: Core, actor: Actor, request: PaymentRequest, facts: dict[str, object]) -> UUID:
    with core.begin_for(actor) as work:
        leaves: list[int] = []
        if not queries.key_is_known(work, actor.county_id, request.key):
            require_consent(work, actor, request)
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
