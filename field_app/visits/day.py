"""The courier's day: her visits, each one's steps, and what she collected."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from courier.domain.positions import Spot, read_spot
from courier.domain.visits import VisitState, read_day
from courier.services import notices, rounds
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.day_sheets import day_sheet
from courier.services.receipts import payments_of_visit
from courier.services.renewals import own_standing
from courier.services.visit_doubles import household_now
from courier.services.visit_hand_overs import offers_to_me
from courier.services.visit_outcomes import people_at
from courier.services.visit_views import VisitView
from courier.texts import say
from field_app.access import actor, core
from field_app.language import locale
from field_app.refusals import on_form, status_of
from field_app.visits.forms import NotDoneForm
from field_app.visits.rooms import visits
from field_app.visits.shown import REASONS_EXPLAINED, STATE_TONES, step_items

STEPS: dict[str, Callable[[Core, Actor, UUID], VisitView]] = {
    "accept": rounds.accept_visit,
    "depart": rounds.depart,
    "arrive": lambda core, actor, visit_id: rounds.arrive(core, actor, visit_id, _spot()),
    "finish": rounds.finish,
}
AT_THE_DOOR = {VisitState.ARRIVED, VisitState.CONSENTED}


@visits.get("/")
def home() -> ResponseReturnValue:
    """The day is home."""
    return redirect(url_for("visits.today"))


@visits.get("/today")
def today() -> ResponseReturnValue:
    """Her visits of today, and those that nobody has taken yet."""
    return render_template(
        "visits/today.html",
        round=rounds.todays_visits(core(), actor()),
        offered=rounds.offered_visits(core(), actor()),
        asked_of_me=offers_to_me(core(), actor()),
        day_now=china_day(core()),
        tones=STATE_TONES,
        standing=own_standing(core(), actor=actor()),
        told=notices.notices_today(core(), actor=actor()),
    )


@visits.get("/visits/<uuid:visit_id>")
def visit(visit_id: UUID) -> ResponseReturnValue:
    """One visit and its next step."""
    found = rounds.visit_of(core(), actor(), visit_id)
    return render_template(
        "visits/visit.html",
        visit=found,
        now=household_now(core(), actor(), visit_id),
        payments=payments_of_visit(core(), actor=actor(), visit_id=visit_id),
        tone=STATE_TONES[found.status],
        items=step_items(found.status, found.steps),
    )


@visits.post("/visits/<uuid:visit_id>/<any(accept, depart, arrive, finish):step>")
def take_step(visit_id: UUID, step: str) -> ResponseReturnValue:
    """Take a step; what cannot be done now is said on the page where she goes on."""
    form = FlaskForm()
    if not on_form(form, lambda: STEPS[step](core(), actor(), visit_id)):
        flash(" ".join(form.form_errors), "bad")
        return redirect(_after_refusal(visit_id, step), code=303)
    flash(say(f"visits.done_{step}", locale()), "good")
    if step == "finish":
        return redirect(url_for("visits.today"), code=303)
    return redirect(url_for("visits.visit", visit_id=visit_id), code=303)


@visits.route("/visits/<uuid:visit_id>/not-done", methods=["GET", "POST"])
def not_done(visit_id: UUID) -> ResponseReturnValue:
    """Why she came for nothing, and when she comes again."""
    found = rounds.visit_of(core(), actor(), visit_id)
    form = NotDoneForm()
    form.may_name(people_at(core(), actor(), found.household_id))
    if form.validate_on_submit() and on_form(form, lambda: _note_not_done(form, visit_id)):
        flash(say("visits.done_not_done", locale()), "info")
        return redirect(url_for("visits.today"), code=303)
    page = render_template(
        "visits/not_done.html",
        visit=found,
        form=form,
        earliest=china_day(core()),
        reasons_explained=REASONS_EXPLAINED,
    )
    return page, status_of(form)


@visits.get("/day-sheet")
def sheet() -> ResponseReturnValue:
    """A day of hers on one page, to be printed and signed."""
    asked = request.args.get("day", "")
    found = day_sheet(core(), actor(), read_day(asked) if asked else None)
    return render_template("visits/day_sheet.html", sheet=found, today=china_day(core()))


def _after_refusal(visit_id: UUID, step: str) -> str:
    """At a door where nobody paid she says why; anything else stands on her day."""
    if step == "finish" and rounds.visit_of(core(), actor(), visit_id).status in AT_THE_DOOR:
        return url_for("visits.not_done", visit_id=visit_id)
    return url_for("visits.today")


def _spot() -> Spot | None:
    """About where she is, if she let her phone say it."""
    return read_spot(request.form.get("north", ""), request.form.get("east", ""))


def _note_not_done(form: NotDoneForm, visit_id: UUID) -> VisitView:
    return rounds.not_done(
        core(),
        actor(),
        visit_id,
        reason=form.reason.data,
        next_on=form.next_on.data,
        told=form.told(),
    )
