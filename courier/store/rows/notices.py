"""What the queries of messages of the day return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message as it is written down."""

    county_id: int
    notice_id: UUID
    region_code: str
    area: str
    words: str
    from_on: dt.date
    until_on: dt.date
    written_by: UUID


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A message for couriers; ``read`` and ``couriers`` count those whom the reader may see."""

    notice_id: UUID
    place: str
    area: str
    words: str
    from_on: dt.date
    until_on: dt.date
    written_by: str
    withdrawn_at: dt.datetime | None
    read: int
    couriers: int


@dataclass(frozen=True, slots=True)
class ToldNoticeRow:
    """A message as a courier sees it."""

    notice_id: UUID
    place: str
    words: str
    until_on: dt.date
    is_read: bool
