"""What the assistant may learn from, as the queries return it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase, how often it came, and what was decided."""

    phrase_id: UUID
    sign: str
    said: str
    heard_as: str
    chosen: str | None
    times: int
    first_on: dt.date
    last_on: dt.date
    state: str
    topic: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class TopicCountRow:
    """How many phrases wait under a topic, and how often they came, by sign."""

    heard_as: str
    phrases: int
    unsure: int
    corrected: int
    person: int


@dataclass(frozen=True, slots=True)
class MonthCountRow:
    """How many phrases came first in a month."""

    month: dt.date
    phrases: int


@dataclass(frozen=True, slots=True)
class LearnedRow:
    """A phrase that became training data."""

    topic: str
    words: str


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """The newest message of a villager and the first words after it."""

    said: str
    said_shown: Mapping[str, Any]
    answered: bool | None
    shown: Mapping[str, Any]
