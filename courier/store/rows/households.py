"""Households, their members and slips as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household and where it lives."""

    household_id: UUID
    household_no: str
    village_code: str
    village_name: str
    township_name: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with what is owed, and with the newest valid receipt, claim and consent.

    ``back_reason`` is there once a premium goes back, ``back_at`` once it has. ``aid`` and
    ``unknown`` as the obligation stores them; the fields from ``obligation_id`` to
    ``computed_at`` are None where nothing was computed yet.
    """

    household_id: UUID
    insuree_id: UUID
    name: str
    id_masked: str
    relation: str
    birth_date: dt.date
    sex: str
    non_local: bool
    chosen_tier: int | None
    categories: list[str]
    obligation_id: UUID | None
    status: str | None
    pack_id: str | None
    tier: int | None
    full_fen: int | None
    own_fen: int | None
    aid: list[dict[str, Any]] | None
    unknown: list[str] | None
    computed_at: dt.datetime | None
    receipt_no: int | None
    paid_channel: str | None
    paid_at: dt.datetime | None
    claim_county: int | None
    claim_attempt: UUID | None
    claim_courier: UUID | None
    back_reason: str | None
    back_at: dt.datetime | None
    consented: bool


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A slip and the household that it leads to."""

    token: str
    household_id: UUID
    village_code: str
    village_name: str
    issued_at: dt.datetime
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class VillageSlipsRow:
    """Households and slips of a village."""

    village_code: str
    village_name: str
    township_name: str
    households: int
    slips: int


@dataclass(frozen=True, slots=True)
class SlipFaceRow:
    """What is printed on a slip."""

    household_id: UUID
    token: str
    head_name: str | None
    village_name: str
    township_name: str
    township_phone: str | None
    county_name: str
    county_phone: str | None
    people: int


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What one person agrees to."""

    insuree_id: UUID
    name: str
    birth_date: dt.date
    obligation_id: UUID
    status: str
    own_fen: int | None


@dataclass(frozen=True, slots=True)
class NewConsent:
    """One person's agreement, to be written down."""

    insuree_id: UUID
    own_fen: int
    said_text: str


@dataclass(frozen=True, slots=True)
class GivenConsentRow:
    """A consent as it was given; ``sealed`` is None where no evidence is kept (any more)."""

    coverage_year: int
    own_fen: int
    method: str
    locale: str
    said_text: str
    at: dt.datetime
    courier_name: str
    courier_no: str
    was_kept: bool
    sealed: bytes | None
