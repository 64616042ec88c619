"""The small grid on a household's slip: two digits a cell, which follow from the slip's token.

The villager names a cell and the courier's app answers with its digits: who holds the household's
real account of the agency knows them, a stranger does not. Nothing is stored; a new slip has a
new grid.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from courier.domain.errors import BadInput

COLUMNS = "ABCDE"
ROWS = "12345"
CELLS = tuple(f"{column}{row}" for row in ROWS for column in COLUMNS)
DIGITS = 2
MOST_A_DAY = 6  # answers a household

_CELL = re.compile(
    r"(?P<column>[A-E])[\s\-]*(?P<row>[1-5])|(?P<row2>[1-5])[\s\-]*(?P<column2>[A-E])"
)
_SPOKEN = str.maketrans("一二三四五幺甲乙丙丁戊", "123451ABCDE")


def grid_of(key: bytes, county_id: int, token: str) -> dict[str, str]:
    """All cells of a slip with their digits, row by row."""
    return {cell: answer(key, county_id, token, cell) for cell in CELLS}


def answer(key: bytes, county_id: int, token: str, cell: str) -> str:
    """The digits of one cell."""
    message = f"slip-grid|{county_id}|{token}|{cell}".encode("ascii")
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def read_cell(said: str) -> str:
    """«b3», «B 3», «3B», «Ｂ三» as ``B3``. Raises BadInput ``grid_cell_unreadable``."""
    plain = unicodedata.normalize("NFKC", said[:20]).strip().upper().translate(_SPOKEN)
    found = _CELL.fullmatch(plain)
    if found is None:
        raise BadInput("grid_cell_unreadable")
    return f"{found['column'] or found['column2']}{found['row'] or found['row2']}"
