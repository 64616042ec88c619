"""A courier refreshes what she learnt: without a passed quiz her card is not renewed."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from field_app.access import Audience, Room, actor
from field_app.training import pages
from field_app.training.pages import Learner

training = Room("training", audience=Audience.COURIER, prefix="/courier/training")
rooms = (training,)


@training.get("/")
def lessons() -> ResponseReturnValue:
    """What there is to read."""
    return pages.lessons(_learner())


@training.get("/lesson/<name>")
def lesson(name: str) -> ResponseReturnValue:
    """One lesson."""
    return pages.lesson(_learner(), name)


@training.route("/quiz", methods=["GET", "POST"])
def quiz() -> ResponseReturnValue:
    """The questions."""
    return pages.quiz(_learner())


@training.get("/result")
def quiz_result() -> ResponseReturnValue:
    """How it went."""
    return pages.quiz_result(_learner())


def _learner() -> Learner:
    who = actor()
    return Learner(who.county_id, who.person_id, "training", "layout_courier.html")
