"""How well an interpreter hears: a question is right when any of its topics is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOP = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all topics that are right for it, and the first of them."""

    text: str
    right: frozenset[str]
    topic: str


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1; ``by_topic`` counts right and asked; ``confusions`` first guesses."""

    asked: int
    top_1: float
    top_3: float
    by_topic: dict[str, tuple[int, int]]
    confusions: Sequence[tuple[str, str, str]]

    def as_facts(self) -> dict[str, object]:
        """For a program to read."""
        return {
            "asked": self.asked,
            "top_1": self.top_1,
            "top_3": self.top_3,
            "by_topic": self.by_topic,
            "confusions": self.confusions,
        }


def score(questions: Sequence[Question], ranked: Sequence[Sequence[tuple[str, float]]]) -> Score:
    """Compare questions with the topics named for each, best first; both have one order."""
    firsts = [guesses[0][0] for guesses in ranked]
    heard = [first in question.right for question, first in zip(questions, firsts, strict=True)]
    near = [
        any(topic in question.right for topic, _ in guesses[:TOP])
        for question, guesses in zip(questions, ranked, strict=True)
    ]
    return Score(
        asked=len(questions),
        top_1=sum(heard) / len(questions),
        top_3=sum(near) / len(questions),
        by_topic=_by_topic(questions, heard),
        confusions=[
            (question.topic, first, question.text)
            for question, first, right in zip(questions, firsts, heard, strict=True)
            if not right
        ],
    )


def _by_topic(questions: Sequence[Question], heard: Sequence[bool]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for question, right in zip(questions, heard, strict=True):
        before, asked = counts.get(question.topic, (0, 0))
        counts[question.topic] = (before + right, asked + 1)
    return dict(sorted(counts.items()))
