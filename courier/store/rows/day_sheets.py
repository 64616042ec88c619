"""A courier's day on paper, as the queries return it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetVisitRow:
    """One visit of the day: how it stood at the end of it."""

    visit_no: str
    village_name: str
    state: str
    reason: str | None
    at: dt.datetime
    next_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SheetMoneyRow:
    """What came in by one channel; receipt numbers from the first to the last."""

    channel: str
    receipts: int
    fen: int
    numbers: list[int]
