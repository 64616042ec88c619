"""The SQL of receipt books: numbered leaves, each used once, void but never gone."""

from __future__ import annotations

from uuid import UUID

from courier.domain.receipts import book_numbers
from courier.store.unit_of_work import Work


def open_book(work: Work, county_id: int, courier_id: UUID) -> int | None:
    """The courier's open book, locked so that two payments never take one leaf."""
    found = work.scalar(
        """select book_no from receipt_books where county_id = :county_id
           and courier_id = :courier_id and returned_at is null order by book_no limit 1
           for update""",
        {"county_id": county_id, "courier_id": courier_id},
    )
    return None if found is None else int(found)


def free_leaves(
    work: Work, county_id: int, book_no: int, wanted: int, *, from_the_end: bool = False
) -> list[int]:
    """The next unused numbers of a book, fewer than wanted when it runs out.

    What is set aside for a phone is not among them.
    """
    first, last = book_numbers(book_no)
    rows = work.run(
        f"""select n from generate_series(cast(:first as bigint), least(:last, :first - 1 +
             (select leaves from receipt_books
              where county_id = :county_id and book_no = :book_no))) n
           where not exists (select from receipts r
               where r.county_id = :county_id and r.receipt_no = n)
             and not exists (select from receipt_voids v
               where v.county_id = :county_id and v.receipt_no = n)
             and not exists (select from phone_leaves l
               where l.county_id = :county_id and l.receipt_no = n)
           order by n {"desc" if from_the_end else "asc"} limit :wanted""",
        {
            "county_id": county_id,
            "book_no": book_no,
            "first": first,
            "last": last,
            "wanted": wanted,
        },
    )
    return [int(row[0]) for row in rows]


def issue_book(work: Work, county_id: int, courier_id: UUID, leaves: int, issued_by: UUID) -> int:
    """Give a courier a new book; answers its number."""
    return int(
        work.scalar(
            """insert into receipt_books (county_id, book_no, courier_id, leaves, issued_by)
               values (:county_id, nextval('receipt_book_numbers'), :courier_id, :leaves,
                 :issued_by) returning book_no""",
            {
                "county_id": county_id,
                "courier_id": courier_id,
                "leaves": leaves,
                "issued_by": issued_by,
            },
        )
    )
