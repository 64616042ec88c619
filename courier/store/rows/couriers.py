"""What the queries of couriers return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CourierRow:
    """A courier as a list or a page shows her; ``villages`` are names."""

    courier_id: UUID
    courier_no: str
    name: str
    phone: bytes
    has_photo: bool
    township_code: str
    township_name: str
    village_codes: list[str]
    villages: list[str]
    status: str
    created_by: UUID
    created_by_name: str
    approved_by_name: str | None
    card_no: str | None
    card_expires_at: dt.datetime | None
    phone_registered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class StateRow:
    """One line of a courier's history."""

    state: str
    at: dt.datetime
    by_name: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A region by its code and name."""

    region_code: str
    parent_code: str
    name: str
