"""The quiz after the training: which questions a try asks, in which order, and who passes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from courier.domain.errors import BadInput, Refused

LESSONS = ("card", "consent", "money", "bank", "privacy", "answers", "phone", "danger")
ASKED = 10
MOST_WRONG = 2  # eight of ten pass; the database has the same mark
TRIES_A_DAY = 3

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the bank by its number; ``source`` is where the rule stands."""

    number: int
    lesson: str
    choices: tuple[str, ...]
    right: str
    source: str


def drawn(bank: Iterable[Question], whose: str) -> tuple[Question, ...]:
    """The questions of a try, shuffled by whose it is, so that a reload shows the same ones."""
    return _shuffled(bank, lambda one: f"{whose}/{one.number}")[:ASKED]


def shuffled_choices(question: Question, whose: str) -> tuple[str, ...]:
    """The answers to choose from, in this try's own order."""
    return _shuffled(question.choices, lambda one: f"{whose}/{question.number}/{one}")


def wrong_ones(questions: Sequence[Question], answers: Mapping[int, str]) -> tuple[int, ...]:
    """The numbers of the questions answered wrongly. Raises BadInput ``quiz_unanswered``."""
    if any(answers.get(one.number) not in one.choices for one in questions):
        raise BadInput("quiz_unanswered")
    return tuple(sorted(one.number for one in questions if answers[one.number] != one.right))


def passes(wrong: Sequence[int]) -> bool:
    """Whether so few wrong answers pass."""
    return len(wrong) <= MOST_WRONG


def check_tries(tries_today: int) -> None:
    """Raises Refused ``quiz_tries_over``: the training is to be read, not guessed through."""
    if tries_today >= TRIES_A_DAY:
        raise Refused("quiz_tries_over", most=TRIES_A_DAY)


def _shuffled(things: Iterable[Thing], name_of: Callable[[Thing], str]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda one: hashlib.sha256(name_of(one).encode()).digest()))
