"""What the queries of an area's receipt books return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AreaBookRow:
    """A receipt book, who has it and how far it is used."""

    book_no: int
    courier_id: UUID
    courier_name: str
    courier_no: str
    leaves: int
    used: int
    void: int
    aside: int
    lost: int
    issued_at: dt.datetime
    issued_by_name: str
    returned_at: dt.datetime | None
