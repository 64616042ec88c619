"""What is asked when somebody wants to know whether a payment has arrived."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HouseholdRef:
    """A household in its county, with the office that knows it."""

    county_id: int
    household_id: UUID
    office_phone: str | None


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A member of a household and how her premium of a year stands.

    The receipt is the newest one that is not void. ``is_waiting``: an order without an outcome;
    ``is_held``: money that came and counts for nothing until it goes back.
    """

    insuree_id: UUID
    name: str
    status: str | None
    own_fen: int | None
    receipt_no: int | None
    paid_fen: int | None
    channel: str | None
    issued_at: dt.datetime | None
    is_waiting: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class PhoneCodeRow:
    """A code that one more try was taken of; without a hash nobody was sent one."""

    code_id: UUID
    code_hash: bytes | None
    tries: int


@dataclass(frozen=True, slots=True)
class AskedCodeRow:
    """A code that is to be made."""

    phone: bytes
    expires_at: dt.datetime
    county_id: int | None
