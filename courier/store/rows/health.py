"""Rows for the watchers' pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many of a kind."""

    name: str
    count: int
