"""What the queries of quizzes return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TriesRow:
    """How often a courier tried, and when she passed last."""

    made: int
    made_today: int
    passed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TryRow:
    """One try; ``wrong`` are the numbers of the questions missed."""

    seq: int
    at: dt.datetime
    asked: int
    wrong: list[int]
    passed: bool
