"""Lessons and the quiz, for candidates and couriers alike: two rooms, the same pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from courier.domain.errors import NotFound
from courier.domain.quizzes import ASKED, LESSONS, MOST_WRONG, TRIES_A_DAY
from courier.services import quizzes
from field_app.access import core
from field_app.refusals import on_form, status_of

OPENED = "lesson_opened"  # in the session: a quiz without reading is answered by guessing


@dataclass(frozen=True, slots=True)
class Learner:
    """Who learns, in which room, and how the page around it looks."""

    county_id: int
    courier_id: UUID
    room: str
    layout: str

    def address(self, page: str, **parts: Any) -> str:  # noqa: ANN401 - parts of an address
        """A page of the learner's own room."""
        return url_for(f"{self.room}.{page}", _external=False, **parts)


class QuizForm(FlaskForm):  # type: ignore[misc]
    """The answers stand in fields of their own: ``question-7`` is the choice of number 7."""


def lessons(learner: Learner) -> ResponseReturnValue:
    """What there is to read, and how the quiz stands."""
    quiz = _next(learner)
    rules = {"asked": ASKED, "right": ASKED - MOST_WRONG, "tries": TRIES_A_DAY}
    return _page("lessons", learner, quiz=quiz, lessons=LESSONS, rules=rules)


def lesson(learner: Learner, name: str) -> ResponseReturnValue:
    """One lesson. Raises NotFound ``no_such_lesson``."""
    if name not in LESSONS:
        raise NotFound("no_such_lesson")
    session[OPENED] = True
    place = LESSONS.index(name)
    following = LESSONS[place + 1] if place + 1 < len(LESSONS) else None
    return _page(
        "lesson", learner, lesson=name, place=place + 1, count=len(LESSONS), following=following
    )


def quiz(learner: Learner) -> ResponseReturnValue:
    """The questions; answered, the result."""
    form = QuizForm()
    if form.validate_on_submit():
        result = on_form(form, lambda: _take(learner))
        if result:
            return redirect(learner.address("quiz_result"), code=303)
    facts = {"chosen": _answers(), "read_first": OPENED not in session}
    page = _page("quiz", learner, quiz=_next(learner), form=form, **facts)
    return page, status_of(form)


def quiz_result(learner: Learner) -> ResponseReturnValue:
    """How the last try ended, and why the wrong answers are wrong."""
    result = quizzes.last_result(core(), county_id=learner.county_id, courier_id=learner.courier_id)
    if result is None:
        return redirect(learner.address("lessons"))
    return _page("result", learner, result=result)


def _next(learner: Learner) -> quizzes.QuizView:
    return quizzes.next_quiz(core(), county_id=learner.county_id, courier_id=learner.courier_id)


def _take(learner: Learner) -> quizzes.QuizResult:
    return quizzes.take_quiz(
        core(),
        county_id=learner.county_id,
        courier_id=learner.courier_id,
        seq=request.form.get("seq", 0, type=int),
        answers=_answers(),
    )


def _answers() -> dict[int, str]:
    """What was chosen, by the number of the question; other fields are left alone."""
    found = {}
    for one in quizzes.bank():
        chosen = request.form.get(f"question-{one.number}", "")
        if chosen in one.choices:
            found[one.number] = chosen
    return found


def _page(name: str, learner: Learner, **facts: object) -> str:
    return render_template(f"training/{name}.html", learner=learner, **facts)
