"""Cases as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewCaseRow:
    """A case to write down; words are masked, story, contact and phone sealed."""

    county_id: int
    kind: str
    region_code: str
    conversation_id: UUID | None
    locale: str
    what: str
    story: bytes | None
    place: str
    happened: str
    contact: bytes | None
    phone: bytes | None
    card_no: str | None
    card_reason: str | None
    card_courier_id: UUID | None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with the names of its place and of who took it."""

    county_id: int
    case_id: UUID
    case_no: str
    kind: str
    region_code: str
    region_name: str
    above_name: str
    level: str
    conversation_id: UUID | None
    locale: str
    what: str
    story: bytes | None
    place: str
    happened: str
    contact: bytes | None
    phone: bytes | None
    status: str
    taken_by: UUID | None
    taken_by_name: str | None
    reported_at: dt.datetime
    changed_at: dt.datetime
    card_no: str | None
    card_reason: str | None
    card_courier_id: UUID | None


@dataclass(frozen=True, slots=True)
class CaseStepRow:
    """One line of a case's history; without admin it is the reporter's."""

    seq: int
    step: str
    at: dt.datetime
    admin_name: str | None
    words: str
