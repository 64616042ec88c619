"""The order of the round, and handing one visit over to a colleague or back to the village."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from courier.services import rounds, visit_hand_overs
from courier.services.core import Actor, Core
from courier.services.round_plans import move_in_round
from courier.texts import say
from field_app.access import actor, core
from field_app.language import locale
from field_app.refusals import flashed, on_form, status_of
from field_app.visits.rooms import visits

BACK = "back"
ANSWERS: dict[str, tuple[str, Callable[[Core, Actor, UUID], None]]] = {
    "take": ("rounds.done_take", visit_hand_overs.take_over),
    "decline": ("rounds.done_decline", visit_hand_overs.decline),
    "withdraw": (
        "rounds.done_withdraw",
        lambda core, actor, visit_id: visit_hand_overs.offer_to(core, actor, visit_id, None),
    ),
}


class HandOverForm(FlaskForm):  # type: ignore[misc]
    """To whom: the village, or a colleague."""

    to = RadioField("rounds.to_whom", validators=[InputRequired("rounds.to_whom_needed")])


@visits.post("/visits/<uuid:visit_id>/move")
def move(visit_id: UUID) -> ResponseReturnValue:
    """One visit earlier or later."""
    move_in_round(core(), actor(), visit_id, up=request.form.get("way") == "up")
    return redirect(url_for("visits.today"), code=303)


@visits.route("/visits/<uuid:visit_id>/hand-over", methods=["GET", "POST"])
def hand_over(visit_id: UUID) -> ResponseReturnValue:
    """Who else may go."""
    found, form = rounds.visit_of(core(), actor(), visit_id), HandOverForm()
    others = visit_hand_overs.colleagues(core(), actor(), visit_id)
    form.to.choices = [
        *(SelectChoice(str(one.courier_id), f"{one.name} {one.courier_no}") for one in others),
        SelectChoice(BACK, "rounds.to_the_village"),
    ]
    if form.validate_on_submit() and on_form(form, lambda: _hand_over(form, visit_id)):
        return redirect(url_for("visits.today"), code=303)
    page = render_template("visits/hand_over.html", visit=found, form=form)
    return page, status_of(form)


@visits.post("/visits/<uuid:visit_id>/offer/<any(take, decline, withdraw):answer>")
def answer_offer(visit_id: UUID, answer: str) -> ResponseReturnValue:
    """Yes, no, or not any more."""
    words, use_case = ANSWERS[answer]
    if flashed(words, lambda: use_case(core(), actor(), visit_id)) and answer != "decline":
        return redirect(url_for("visits.visit", visit_id=visit_id), code=303)
    return redirect(url_for("visits.today"), code=303)


def _hand_over(form: HandOverForm, visit_id: UUID) -> bool:
    if form.to.data == BACK:
        visit_hand_overs.give_back(core(), actor(), visit_id)
        flash(say("rounds.done_back", locale()), "info")
    else:
        visit_hand_overs.offer_to(core(), actor(), visit_id, UUID(form.to.data))
        flash(say("rounds.done_asked", locale()), "info")
    return True
