"""Who lives where a visit led."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of a household."""

    insuree_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class ToldElsewhereRow:
    """Where a household said that it pays, and when."""

    visit_id: UUID
    detail: str
    at: dt.datetime
