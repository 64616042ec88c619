"""Visits as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit with its names. Telephone numbers are sealed."""

    visit_id: UUID
    visit_no: str
    village_code: str
    village_name: str
    township_name: str
    household_id: UUID | None
    household_no: str | None
    contact_name: str | None
    contact_phone: bytes | None
    asker_phone: bytes | None
    place: str | None
    wanted_on: dt.date | None
    wanted_part: str | None
    note: str | None
    asked_through: str
    status: str
    courier_id: UUID | None
    courier_name: str | None
    courier_phone: bytes | None
    courier_status: str | None
    card_no: str | None
    offered_to: UUID | None
    offered_name: str | None
    round_on: dt.date | None
    round_place: int | None
    created_at: dt.datetime
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StateRow:
    """One step of a visit."""

    state: str
    at: dt.datetime
    reason: str | None
    detail: str | None
    courier_name: str | None


@dataclass(frozen=True, slots=True)
class LockedVisit:
    """What a step looks at, under the row's lock; ``written`` is the last step written down."""

    visit_id: UUID
    visit_no: str
    village_code: str
    household_id: UUID | None
    courier_id: UUID | None
    status: str
    written: str
    wanted_on: dt.date | None
    offered_to: UUID | None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to write down; its number is drawn when it is."""

    county_id: int
    village_code: str
    contact_name: str
    contact_phone: bytes | None
    place: str
    wanted_on: dt.date | None
    wanted_part: str | None
    note: str
    asked_through: str
    asker_phone: bytes | None = None
    household_id: UUID | None = None
