"""Talks with a person as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """A talk with the names of its place and of who has taken it."""

    county_id: int
    handoff_id: UUID
    conversation_id: UUID | None
    locale: str
    region_code: str
    region_name: str
    above_name: str
    level: str
    status: str
    asked_at: dt.datetime
    taken_by: UUID | None
    taken_by_name: str | None
    taken_at: dt.datetime | None
    ended_at: dt.datetime | None
    ended_by: str | None
    last_words: str
    last_who: str


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """One message of a conversation, as an admin reads it."""

    seq: int
    at: dt.datetime
    who: str
    masked_text: str


@dataclass(frozen=True, slots=True)
class HoursRow:
    """When a county's offices answer."""

    opens: dt.time
    closes: dt.time
    weekdays: list[int]
