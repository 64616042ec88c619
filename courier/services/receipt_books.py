"""Receipt books: issued to a courier by name, every leaf accounted for, returned when used up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.courier_states import CourierStatus, CourierStep, refuse_step
from courier.domain.errors import BadInput, NotFound
from courier.domain.permissions import Permission
from courier.domain.receipts import LEAVES, book_numbers, number_shown
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.store.queries import area_books as sql
from courier.store.queries import couriers, receipt_books
from courier.store.rows.area_books import AreaBookRow


@dataclass(frozen=True, slots=True)
class BookView:
    """A book in a courier's hands: ``left`` leaves are neither used nor void.

    Of these, ``aside`` may be written on by her phone alone, ``lost`` by one that is no more.
    """

    book_no: int
    courier_id: UUID
    courier_name: str
    courier_no: str
    first_number: str
    leaves: int
    used: int
    void: int
    aside: int
    lost: int
    issued_at: dt.datetime
    issued_by_name: str
    returned_at: dt.datetime | None

    @property
    def left(self) -> int:
        """Leaves that may still be used."""
        return self.leaves - self.used - self.void


def issue_book(core: Core, *, actor: Actor, courier_id: UUID, leaves: int = LEAVES) -> int:
    """Hand a courier a new book; answers its number.

    Raises BadInput ``book_leaves``, NotFound ``courier_unknown``, Conflict
    ``courier_not_in_state``.
    """
    require(actor, Permission.KEEP_MONEY)
    if not 1 <= leaves <= LEAVES:
        raise BadInput("book_leaves")
    with core.begin_for(actor) as work:
        status = work.scalar(couriers.LOCK, {**area_of(actor), "courier_id": courier_id})
        if status is None:
            raise NotFound("courier_unknown")
        refuse_step(CourierStatus(status), CourierStep.INVITE)
        book_no = receipt_books.issue_book(
            work, actor.county_id, courier_id, leaves, actor.person_id
        )
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="book_issued",
            subject=f"courier:{courier_id}",
            facts={"book_no": book_no, "leaves": leaves},
        )
        work.commit()
    return book_no


def return_book(core: Core, *, actor: Actor, book_no: int) -> None:
    """Take a book back; its unused leaves are used no more. Raises NotFound ``book_unknown``."""
    require(actor, Permission.KEEP_MONEY)
    facts = {**area_of(actor), "book_no": book_no, "now": core.clock.now()}
    with core.begin_for(actor) as work:
        if not work.run(sql.RETURN, facts).rowcount:
            raise NotFound("book_unknown")
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="book_returned",
            subject=f"book:{book_no}",
        )
        work.commit()


def list_books(core: Core, *, actor: Actor) -> tuple[BookView, ...]:
    """The books of the admin's area, open ones first, newest first."""
    with core.begin_for(actor) as work:
        return tuple(_view(row) for row in work.all(AreaBookRow, sql.LIST, area_of(actor)))


def _view(row: AreaBookRow) -> BookView:
    return BookView(
        book_no=row.book_no,
        courier_id=row.courier_id,
        courier_name=row.courier_name,
        courier_no=row.courier_no,
        first_number=number_shown(book_numbers(row.book_no)[0]),
        leaves=row.leaves,
        used=row.used,
        void=row.void,
        aside=row.aside,
        lost=row.lost,
        issued_at=row.issued_at,
        issued_by_name=row.issued_by_name,
        returned_at=row.returned_at,
    )
