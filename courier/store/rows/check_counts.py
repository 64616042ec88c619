"""What the queries of an area's checks return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AreaDayRow:
    """How often couriers were checked on a day in one way."""

    day: dt.date
    way: str
    checks: int


@dataclass(frozen=True, slots=True)
class MostCheckedRow:
    """A courier and how often she was checked."""

    courier_id: UUID
    courier_no: str
    name: str
    township_name: str
    checks: int
