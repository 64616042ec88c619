"""What the queries of lists of couriers return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A courier as a list shows her; ``villages`` are names, ``phone`` is sealed."""

    courier_id: UUID
    courier_no: str
    name: str
    phone: bytes
    has_photo: bool
    township_name: str
    villages: list[str]
    status: str
    card_no: str | None
    card_expires_at: dt.datetime | None
    phone_registered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class StatusCountRow:
    """How many couriers are in a state."""

    status: str
    couriers: int


@dataclass(frozen=True, slots=True)
class RunningOutRow:
    """How many cards of a township have run out, and how many will in 30, 60, 90 days."""

    region_code: str
    name: str
    expired: int
    in_30: int
    in_60: int
    in_90: int
