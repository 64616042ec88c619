"""What queries of payment links return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with the names that stand on its page."""

    county_id: int
    link_id: UUID
    household_id: UUID
    visit_id: UUID | None
    courier_id: UUID
    obligations: list[UUID]
    fen: list[int]
    made_at: dt.datetime
    expires_at: dt.datetime
    attempt_id: UUID | None
    tries: int
    withdrawn_at: dt.datetime | None
    village_code: str
    village_name: str
    township_name: str
    courier_name: str
    courier_no: str
    asker_phone: bytes | None
