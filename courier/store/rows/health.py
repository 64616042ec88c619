"""Rows for the watchers' pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many of a kind."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class JobRow:
    """The jobs of one kind."""

    task: str
    waiting: int
    under_way: int
    failed: int
    oldest: dt.datetime | None
