"""Numbers of receipts: electronic ones count up from one, book ones name book and leaf.

Both fit into 40 bits, so that they fit into a receipt's code.
"""

from __future__ import annotations

import re

from courier.domain.errors import BadInput

LEAVES = 100
FIRST_BOOK_NUMBER = 500_000_000_000
_LEAF = re.compile(r"B([0-9]{6,9})-([0-9]{2,3})", re.ASCII)


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


def leaf_number(shown: str) -> int:
    """The number of a leaf as ``number_shown`` prints it. Raises BadInput ``leaf_unreadable``."""
    found = _LEAF.fullmatch(shown)
    if found is None or not 1 <= int(found[2]) <= LEAVES:
        raise BadInput("leaf_unreadable")
    return book_numbers(int(found[1]))[0] + int(found[2]) - 1
