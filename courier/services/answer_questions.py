"""A question as the answers are made from it, and one told sentence with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from courier.domain.dialogues import NOBODY, Who
from courier.domain.policy import Pack
from courier.domain.topics import Topic
from courier.texts import Locale, say


@dataclass(frozen=True, slots=True)
class Place:
    """Where the asker lives; ``phone`` is the office's, None where none is known."""

    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """All that an answer depends on. ``pack`` is the place's own, ``national`` the year's frame."""

    topic: Topic
    locale: Locale
    today: dt.date
    year: int
    place: Place | None = None
    pack: Pack | None = None
    national: Pack | None = None
    who: Who = NOBODY


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence and the id of the pack's source that it rests on."""

    text: str
    source: str


Teller = Callable[[Pack, Question], Sequence[Told]]


def listed(words: Sequence[str], locale: Locale) -> str:
    """A, B and C as a list of this language."""
    return reduce(lambda one, two: say("answers.between", locale, first=one, second=two), words)


def in_a_row(sentences: Sequence[str], locale: Locale) -> str:
    """Whole sentences after one another on one line."""
    return reduce(
        lambda one, two: say("answers.two_sentences", locale, first=one, second=two), sentences
    )


def noted(pack: Pack, question: Question) -> list[Told]:
    """What the pack notes on the topic, word for word; the notes are in Chinese."""
    return [
        Told(say("answers.noted", question.locale, note=fact.note.rstrip("。")), fact.source)
        for fact in pack.facts_on(question.topic)
    ]
