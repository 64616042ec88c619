"""The quiz after the training: candidates take it to be approved, couriers to be renewed.

The questions stand in ``training/quiz.json``, each with the rule that it asks after; their words
are ``quiz.question_<number>``, ``quiz.choice_<number>_<choice>`` and ``quiz.why_<number>``.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from courier.domain import quizzes as rules
from courier.domain.courier_states import CourierEvent
from courier.domain.errors import Conflict, NotFound
from courier.domain.quizzes import ASKED, Question
from courier.services.core import Core
from courier.services.courier_history import note_own
from courier.services.coverage import china_day
from courier.store.queries import quizzes as sql
from courier.store.rows.quizzes import TriesRow, TryRow
from courier.store.unit_of_work import Work

BANK = Path(__file__).parent / "training" / "quiz.json"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and its answers in the order of this try."""

    number: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizView:
    """The try that is next; ``tries_left`` today, none when it is to wait until tomorrow."""

    seq: int
    questions: tuple[AskedQuestion, ...]
    tries_left: int
    passed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class QuizResult:
    """How a try ended; ``wrong`` are the questions to explain."""

    passed: bool
    right: int
    asked: int
    wrong: tuple[Question, ...]
    tries_left: int


@functools.cache
def bank() -> tuple[Question, ...]:
    """All questions, in order of their numbers."""
    return tuple(
        Question(**{**one, "choices": tuple(one["choices"])})
        for one in json.loads(BANK.read_text("utf-8"))
    )


def next_quiz(core: Core, *, county_id: int, courier_id: UUID) -> QuizView:
    """What is asked next; the same until it is answered."""
    with core.begin() as work:
        tries = _tries(core, work, county_id, courier_id)
    seq = tries.made + 1
    whose = _whose(courier_id, seq)
    return QuizView(
        seq=seq,
        questions=tuple(
            AskedQuestion(one.number, rules.shuffled_choices(one, whose))
            for one in rules.drawn(bank(), whose)
        ),
        tries_left=_left(tries),
        passed_at=tries.passed_at,
    )


def take_quiz(
    core: Core, *, county_id: int, courier_id: UUID, seq: int, answers: Mapping[int, str]
) -> QuizResult:
    """Judge a try and keep it. ``answers``: the number of a question → the choice.

    Raises BadInput ``quiz_unanswered`` (the try does not count), Refused ``quiz_tries_over``,
    Conflict ``quiz_answered_before`` when this try was judged already, NotFound
    ``courier_unknown``.
    """
    where = {"county_id": county_id, "courier_id": courier_id}
    with core.begin() as work:
        if work.scalar(sql.LOCK_LEARNER, where) is None:
            raise NotFound("courier_unknown")
        tries = _tries(core, work, county_id, courier_id)
        if seq != tries.made + 1:
            raise Conflict("quiz_answered_before")
        rules.check_tries(tries.made_today)
        wrong = rules.wrong_ones(rules.drawn(bank(), _whose(courier_id, seq)), answers)
        judged = {"seq": seq, "now": core.clock.now(), "asked": ASKED, "wrong": list(wrong)}
        work.run(sql.ADD, {**where, **judged, "today": china_day(core)})
        passed = rules.passes(wrong)
        event = CourierEvent.QUIZ_PASSED if passed else CourierEvent.QUIZ_FAILED
        note_own(core, work, county_id, courier_id, event, right=ASKED - len(wrong))
        work.commit()
    return _result(passed, wrong, _left(tries) - 1)


def last_result(core: Core, *, county_id: int, courier_id: UUID) -> QuizResult | None:
    """How her last try ended; None before the first."""
    where = {"county_id": county_id, "courier_id": courier_id}
    with core.begin() as work:
        last = work.first(TryRow, sql.LAST, where)
        tries = _tries(core, work, county_id, courier_id)
    return _result(last.passed, tuple(last.wrong), _left(tries)) if last else None


def passed_at_in(core: Core, work: Work, county_id: int, courier_id: UUID) -> dt.datetime | None:
    """When she passed last, within another use-case's transaction."""
    return _tries(core, work, county_id, courier_id).passed_at


def _tries(core: Core, work: Work, county_id: int, courier_id: UUID) -> TriesRow:
    facts = {"county_id": county_id, "courier_id": courier_id, "today": china_day(core)}
    return work.all(TriesRow, sql.TRIES, facts)[0]  # an aggregate has one row


def _left(tries: TriesRow) -> int:
    return max(0, rules.TRIES_A_DAY - tries.made_today)


def _whose(courier_id: UUID, seq: int) -> str:
    return f"{courier_id}/{seq}"


def _result(passed: bool, wrong: tuple[int, ...], tries_left: int) -> QuizResult:  # noqa: FBT001
    missed = tuple(one for one in bank() if one.number in wrong)
    return QuizResult(passed, ASKED - len(wrong), ASKED, missed, tries_left)
