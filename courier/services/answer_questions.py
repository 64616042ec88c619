"""A question as the answers are made from it, and one told sentence with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from courier.domain.families import NOBODY, Who
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.topics import Topic
from courier.domain.understanding.facts import NOTHING_SAID, SpokenFacts
from courier.texts import Locale, say

WAN = 1_000_000  # fen in 万元, as large sums are said


@dataclass(frozen=True, slots=True)
class Place:
    """Where the asker lives; ``phone`` is the office's, None where none is known."""

    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """All that an answer depends on. ``pack`` is the place's own, ``national`` the year's frame.

    ``national`` may be another year's where the year has none; the answer says so.
    """

    topic: Topic
    locale: Locale
    today: dt.date
    year: int
    place: Place | None = None
    pack: Pack | None = None
    national: Pack | None = None
    who: Who = NOBODY
    family: tuple[Who, ...] = ()  # to be reckoned one by one and added up; empty for one person
    said: SpokenFacts = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence and the ids of the pack's sources that it rests on, all of them."""

    text: str
    source: str
    also: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source, the main one first."""
        return tuple(dict.fromkeys((self.source, *self.also)))


Teller = Callable[[Pack, Question], Sequence[Told]]


def listed(words: Sequence[str], locale: Locale) -> str:
    """A, B and C as a list of this language."""
    return reduce(lambda one, two: say("answers.between", locale, first=one, second=two), words)


def in_a_row(sentences: Sequence[str], locale: Locale) -> str:
    """Whole sentences after one another on one line."""
    return reduce(
        lambda one, two: say("answers.two_sentences", locale, first=one, second=two), sentences
    )


def large_sum(amount: Money, locale: Locale) -> object:
    """A large round sum as people say it, 15万元; English counts in thousands anyway."""
    if locale is Locale.EN or amount.fen == 0 or amount.fen % WAN:
        return amount
    return say("answers.wan", locale, wan=str(amount.fen // WAN))
