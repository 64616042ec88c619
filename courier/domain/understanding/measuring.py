"""How well messages are answered: a question is right when any of its topics is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courier.domain.topics import Topic

TOP = 3
NOT_INSURANCE = frozenset({Topic.OUT_OF_SCOPE, Topic.GREETING, Topic.THANKS, Topic.HUMAN_HANDOFF})


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all topics that are right for it, and the first of them."""

    text: str
    right: frozenset[str]
    topic: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Topics named for a question, best first; whether the first was answered outright."""

    topics: Sequence[str]
    answered: bool

    @property
    def first(self) -> str:
        """The topic that was answered or thought likeliest; empty when nothing was named."""
        return next(iter(self.topics), "")


@dataclass(frozen=True, slots=True)
class TopicScore:
    """Of one topic's questions: how many there are, and how many were heard right."""

    asked: int
    first: int
    among: int
    wrong_outright: int


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1; None where nothing of the kind was asked.

    ``answered`` was answered outright, ``wrong_outright`` outright with a wrong topic (both of
    all); ``outside_kept`` are messages out of scope that got no insurance answer (of those).
    ``confusions`` counts (meant, heard), the most frequent first; ``wrong`` names each question.
    """

    asked: int
    top_1: float
    top_3: float
    answered: float
    wrong_outright: float
    outside_kept: float | None
    by_topic: Mapping[str, TopicScore]
    confusions: Sequence[tuple[str, str, int]]
    wrong: Sequence[tuple[str, str, str]]


def score(questions: Sequence[Question], ranked: Sequence[Sequence[tuple[str, float]]]) -> Score:
    """Measure an ear alone: topics with confidence, best first, nothing answered."""
    named = [Heard([topic for topic, _ in guesses], answered=False) for guesses in ranked]
    return measure(questions, named)


def measure(questions: Sequence[Question], heard: Sequence[Heard]) -> Score:
    """Compare questions with what was heard of each; both have one order.

    Raises ValueError when there are none, or not as many of the one as of the other.
    """
    if not questions:
        raise ValueError("nothing to measure")
    pairs = list(zip(questions, heard, strict=True))
    wrong = [pair for pair in pairs if not _is_right(*pair)]
    outside = [told for question, told in pairs if question.topic == Topic.OUT_OF_SCOPE]
    return Score(
        asked=len(pairs),
        top_1=_share(_is_right(*pair) for pair in pairs),
        top_3=_share(_is_near(*pair) for pair in pairs),
        answered=_share(told.answered for told in heard),
        wrong_outright=_share(_is_wrong_outright(*pair) for pair in pairs),
        outside_kept=_share(map(_keeps_out, outside)) if outside else None,
        by_topic=_by_topic(pairs),
        confusions=_confusions(wrong),
        wrong=[(question.topic, told.first, question.text) for question, told in wrong],
    )


def _is_right(question: Question, heard: Heard) -> bool:
    return heard.first in question.right


def _is_near(question: Question, heard: Heard) -> bool:
    return any(topic in question.right for topic in heard.topics[:TOP])


def _is_wrong_outright(question: Question, heard: Heard) -> bool:
    return heard.answered and not _is_right(question, heard)


def _keeps_out(heard: Heard) -> bool:
    return not heard.answered or heard.first in NOT_INSURANCE


def _share(flags: Iterable[bool]) -> float:
    counted = list(flags)
    return sum(counted) / len(counted)


def _by_topic(pairs: Sequence[tuple[Question, Heard]]) -> dict[str, TopicScore]:
    topics = sorted({question.topic for question, _ in pairs})
    return {
        topic: _topic_score([pair for pair in pairs if pair[0].topic == topic]) for topic in topics
    }


def _topic_score(pairs: Sequence[tuple[Question, Heard]]) -> TopicScore:
    return TopicScore(
        asked=len(pairs),
        first=sum(_is_right(*pair) for pair in pairs),
        among=sum(_is_near(*pair) for pair in pairs),
        wrong_outright=sum(_is_wrong_outright(*pair) for pair in pairs),
    )


def _confusions(wrong: Sequence[tuple[Question, Heard]]) -> list[tuple[str, str, int]]:
    counts = Counter((question.topic, told.first) for question, told in wrong)
    return [(meant, first, times) for (meant, first), times in counts.most_common()]
