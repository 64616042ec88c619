"""What the queries of cards return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HolderRow:
    """What a card is made of."""

    courier_no: str
    name: str
    has_photo: bool
    township_code: str
    village_codes: list[str]


@dataclass(frozen=True, slots=True)
class ExpiredRow:
    """Whose card has run out."""

    county_id: int
    courier_id: UUID


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A courier's registered phone; ``holder_key`` is x and y of its key, 64 bytes."""

    device_id: UUID
    holder_key: bytes | None


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card, its holder and the office that answers for it; a renewed card is not revoked."""

    card_id: UUID
    card_no: str
    credential: bytes
    issued_at: dt.datetime
    expires_at: dt.datetime
    is_revoked: bool
    courier_id: UUID
    courier_no: str
    name: str
    photo: bytes | None
    status: str
    villages: list[str]
    township_name: str
    county_name: str
    phone: str | None
    holder_key: bytes | None
