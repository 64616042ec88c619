"""What the queries of sign-ins return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SignedInRow:
    """Who an open session belongs to."""

    kind: str
    person_id: UUID
    looks_at: int | None
    name: str
    region_code: str
    role: str


@dataclass(frozen=True, slots=True)
class AdminSecretRow:
    """What a password is checked against."""

    county_id: int
    admin_id: UUID
    sign_in_name: str
    password_hash: str
    failed_sign_ins: int
    locked_until: dt.datetime | None
    disabled_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OpenSessionRow:
    """One of somebody's open sessions."""

    session_id: UUID
    browser: str
    started_at: dt.datetime
    seen_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CourierPinRow:
    """What a courier's PIN is checked against when she changes it."""

    courier_no: str
    pin_hash: str | None
    failed_pins: int
    locked_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AdminOfAreaRow:
    """An admin in the list of colleagues."""

    admin_id: UUID
    sign_in_name: str
    name: str
    role: str
    region_code: str
    place: str
    has_factor: bool


@dataclass(frozen=True, slots=True)
class CourierSecretRow:
    """What a PIN on a registered phone is checked against."""

    courier_id: UUID
    courier_no: str
    device_id: UUID
    status: str
    pin_hash: str | None
    failed_pins: int
    locked_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation and the courier whom it invites.

    ``made_her_phone``: she has a registered phone, and no later invitation.
    """

    courier_id: UUID
    courier_no: str
    name: str
    status: str
    expires_at: dt.datetime
    used_at: dt.datetime | None
    made_her_phone: bool


@dataclass(frozen=True, slots=True)
class NamedAdminRow:
    """An admin by sign-in name."""

    county_id: int
    admin_id: UUID
    name: str
    region_code: str
    role: str
