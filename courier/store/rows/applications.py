"""What the queries of applications return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application as the link or the browser that opened it leads to it."""

    courier_id: UUID
    name: str
    status: str
    township_code: str
    township_name: str
    office_phone: str | None
    has_photo: bool
    expires_at: dt.datetime
    opened_at: dt.datetime | None
    browser_until: dt.datetime | None
    villages: list[str]
    papers: list[str]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Until when a link may be opened, and whether it was."""

    expires_at: dt.datetime
    opened_at: dt.datetime | None
    browser_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """That a paper is there."""

    kind: str
    given_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """A paper that is there no longer."""

    county_id: int
    courier_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class IdentityCheckRow:
    """Who saw which paper."""

    paper: str
    at: dt.datetime
    by_name: str
    by_admin: UUID
