"""Numbers of receipts: electronic ones count up from one, book ones name book and leaf.

Both fit into 40 bits, so that they fit into a receipt's code.
"""

from __future__ import annotations

LEAVES = 100
FIRST_BOOK_NUMBER = 500_000_000_000


def book_numbers(book_no: int) -> tuple[int, int]:
    """First and last number of a book's leaves."""
    first = FIRST_BOOK_NUMBER + book_no * LEAVES
    return first, first + LEAVES - 1


def number_shown(receipt_no: int) -> str:
    """As it is printed: ``E000000017``, or ``B000012-07`` for leaf 7 of book 12."""
    if receipt_no < FIRST_BOOK_NUMBER:
        return f"E{receipt_no:09d}"
    book_no, leaf = divmod(receipt_no - FIRST_BOOK_NUMBER, LEAVES)
    return f"B{book_no:06d}-{leaf + 1:02d}"
