"""Receipt numbers set aside for one phone, so that cash can be receipted without a network."""

from __future__ import annotations

import datetime as dt

from courier.domain.errors import Conflict, NotFound
from courier.domain.permissions import Permission
from courier.domain.receipts import book_numbers, number_shown
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.store.queries import area_books, receipt_books
from courier.store.queries import phone_leaves as queries
from courier.store.rows.phone_items import KnownPhone
from courier.store.unit_of_work import Work

LEAVES_A_PHONE = 10


def leaves_of_phone(work: Work, phone: KnownPhone, now: dt.datetime) -> tuple[str, ...]:
    """What the phone may write on, as printed; filled up from the end of the book in use.

    What it has had longest comes first, so that it writes on from leaf to leaf.
    The book's lock keeps cash at the table from taking the same leaf.
    """
    book_no = receipt_books.open_book(work, phone.county_id, phone.courier_id)
    if book_no is None:
        return ()
    held = queries.free_of_phone(work, phone, book_numbers(book_no))
    wanted = LEAVES_A_PHONE - len(held)
    more = receipt_books.free_leaves(work, phone.county_id, book_no, wanted, from_the_end=True)
    queries.set_aside(work, phone, more, now)
    return tuple(number_shown(leaf) for leaf in [*held, *sorted(more)])


def void_lost_leaves(core: Core, *, actor: Actor, book_no: int) -> int:
    """Void the leaves of a book that are set aside for phones which are no more; how many.

    Raises NotAllowed, NotFound ``book_unknown``, Conflict ``no_lost_leaves``.
    """
    require(actor, Permission.KEEP_MONEY)
    facts = {"now": core.clock.now(), "by": str(actor.person_id)}
    with core.begin_for(actor) as work:
        if not work.scalar(area_books.IS_THERE, {**area_of(actor), "book_no": book_no}):
            raise NotFound("book_unknown")
        voided = queries.void_lost(work, area_of(actor), book_numbers(book_no), facts)
        if not voided:
            raise Conflict("no_lost_leaves")
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="lost_leaves_voided",
            subject=f"book:{book_no}",
            facts={"leaves": voided},
        )
        work.commit()
    return voided
