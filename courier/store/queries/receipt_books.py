"""The SQL of receipt books: numbered leaves, each used once, void but never gone."""

from __future__ import annotations

from uuid import UUID

from courier.domain.receipts import book_numbers
from courier.store.rows.receipts import BookRow
from courier.store.unit_of_work import Work

_BOOKS = """
  select b.book_no, b.courier_id, b.leaves, b.issued_at, b.returned_at,
    (select count(*) from receipts r where r.county_id = b.county_id
      and r.receipt_no between n.first and n.first + 99) as used,
    (select count(*) from receipt_voids v where v.county_id = b.county_id
      and v.receipt_no between n.first and n.first + 99) as void
  from receipt_books b
  cross join lateral (select 500000000000 + b.book_no::bigint * 100 as first) n
"""


def open_book(work: Work, county_id: int, courier_id: UUID) -> int | None:
    """The courier's open book, locked so that two payments never take one leaf."""
    found = work.scalar(
        """select book_no from receipt_books where county_id = :county_id
           and courier_id = :courier_id and returned_at is null order by book_no limit 1
           for update""",
        {"county_id": county_id, "courier_id": courier_id},
    )
    return None if found is None else int(found)


def free_leaves(work: Work, county_id: int, book_no: int, wanted: int) -> list[int]:
    """The next unused numbers of a book, fewer than wanted when it runs out."""
    first, last = book_numbers(book_no)
    rows = work.run(
        """select n from generate_series(cast(:first as bigint), least(:last, :first - 1 +
             (select leaves from receipt_books
              where county_id = :county_id and book_no = :book_no))) n
           where not exists (select from receipts r
               where r.county_id = :county_id and r.receipt_no = n)
             and not exists (select from receipt_voids v
               where v.county_id = :county_id and v.receipt_no = n)
           order by n limit :wanted""",
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


def books_of(work: Work, county_id: int, courier_id: UUID) -> list[BookRow]:
    """A courier's books, newest first."""
    return work.all(
        BookRow,
        _BOOKS
        + " where b.county_id = :county_id and b.courier_id = :courier_id order by b.book_no desc",
        {"county_id": county_id, "courier_id": courier_id},
    )
