"""What queries of cash return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RaisedAlarmRow:
    """Cash that is late; ``is_new`` when nobody was told of it before."""

    county_id: int
    courier_id: UUID
    since: dt.datetime
    amount_fen: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class CashAlarmRow:
    """Late cash as the console lists it."""

    courier_id: UUID
    courier_no: str
    name: str
    township_name: str
    since: dt.datetime
    amount_fen: int
