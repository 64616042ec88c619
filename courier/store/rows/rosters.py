"""What the SQL of roster imports answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A line that the database refuses; ``facts`` hold no personal data."""

    line: int
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """How many people of a roster are new, changed (and how) and unchanged."""

    new: int
    changed: int
    unchanged: int
    names: int
    villages: int
    households: int
    relations: int
    contacts: int
    categories: int


@dataclass(frozen=True, slots=True)
class PastImportRow:
    """One import that was applied."""

    file_name: str
    imported_at: dt.datetime
    imported_by: str
    rows_total: int
    rows_new: int
    rows_changed: int
    rows_bad: int
