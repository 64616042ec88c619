"""What the queries of many cards at once return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as it was asked for."""

    batch_id: UUID
    kind: str
    asked_at: dt.datetime
    asked_by_name: str
    couriers: int
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """How many couriers came to an end in this way."""

    outcome: str
    couriers: int


@dataclass(frozen=True, slots=True)
class NotDoneRow:
    """A courier whose card was not renewed or printed, and why."""

    courier_id: UUID
    courier_no: str
    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A part of what was printed."""

    part: int
    cards: int
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A batch that this process works on now."""

    kind: str
    asked_by: UUID
    locale: str


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A batch that nobody works on."""

    county_id: int
    batch_id: UUID


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A courier of a batch whose turn is next."""

    place: int
    courier_id: UUID
