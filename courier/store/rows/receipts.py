"""What receipt queries return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt with the words that stand on it."""

    county_id: int
    receipt_no: int
    attempt_id: UUID
    insuree_id: UUID
    coverage_year: int
    amount_fen: int
    channel: str
    issued_at: dt.datetime
    name: str
    id_masked: str
    village_name: str
    township_name: str
    office_phone: str | None
    courier_name: str | None
    courier_no: str | None
    void_reason: str | None
