"""What the query of a courier's own history returns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened; what ``what`` and ``number`` mean depends on its kind."""

    at: dt.datetime
    kind: str
    key: str
    what: str
    place: str | None
    name: str | None
    fen: int | None
    number: int | None
