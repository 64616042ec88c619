"""Phones, their items and their leaves as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """A phone that was registered once, whose it is, and whether both are still good."""

    county_id: int
    device_id: UUID
    courier_id: UUID
    courier_no: str
    name: str
    township_code: str
    status: str
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item that was worked or held, and what came of it."""

    item_id: UUID
    body_hash: bytes
    outcome: str
    code: str
    facts: dict[str, Any]
    leads_to: str | None


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """Cash that a courier took for an obligation, beside what is owed there now.

    From ``insuree_id`` to ``own_fen`` None for an obligation that is not there or not hers to see.
    ``waiting_order`` is the attempt that somebody else may still pay, unpaid so far.
    """

    obligation_id: UUID
    insuree_id: UUID | None
    name: str | None
    status: str | None
    own_fen: int | None
    is_claimed: bool
    waiting_order: UUID | None
    has_agreed: bool
