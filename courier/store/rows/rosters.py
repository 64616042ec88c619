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
class PersonChangeRow:
    """A known person whom a row would change: what is known and what the row says.

    Villages are names; categories are codes, with ``non_local`` among them. No number is in it.
    """

    line: int
    id_masked: str
    old_name: str
    name: str
    renamed: bool
    old_village: str | None
    village: str | None
    other_village: bool
    old_household_no: str | None
    household_no: str
    other_household: bool
    old_relation: str | None
    relation: str
    other_relation: bool
    other_categories: bool
    old_categories: list[str]
    categories: list[str]
    other_phone: bool
    other_account: bool


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
