"""A newborn, or somebody who moved in: who it is, and the papers, for the township to decide."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.additions import AddReason, read_added
from courier.domain.errors import BadInput
from courier.services import additions as use
from courier.services.coverage import china_day
from courier.texts import say
from field_app.access import actor, core
from field_app.language import locale
from field_app.limits import limiter
from field_app.refusals import on_form, status_of
from field_app.visits.asked import opened_household, visit_asked
from field_app.visits.forms import AddForm
from field_app.visits.rooms import visits

UPLOADS = "60 per hour"


@visits.route("/household/<uuid:household_id>/add", methods=["GET", "POST"])
@limiter.limit(UPLOADS, methods=["POST"])
def add_person(household_id: UUID) -> ResponseReturnValue:
    """Who is to be added; scripts, which send again by themselves, are answered as JSON."""
    form, visit_id = AddForm(), visit_asked()
    if form.validate_on_submit() and on_form(form, lambda: _ask(form, household_id)):
        flash(say("additions.asked", locale()), "good")
        where = url_for("visits.household", household_id=household_id, visit=visit_id)
        return jsonify(next=where) if _is_script() else redirect(where, code=303)
    if form.errors and _is_script():
        return jsonify(message=_first_fault(form)), 400
    if not form.is_submitted():
        form.request_id.data = str(uuid4())
    page = render_template(
        "visits/add_person.html",
        household=opened_household(household_id),
        form=form,
        visit_id=visit_id,
        rules={one: use.adding_rules(core(), actor().county_id, one) for one in AddReason},
    )
    return page, status_of(form)


def _ask(form: AddForm, household_id: UUID) -> str:
    reason = AddReason(form.reason.data)
    person = read_added(reason, form.facts(), form.born.data, china_day(core()))
    wish = use.Wish(
        request_id=_request_id(form),
        household_id=household_id,
        reason=reason,
        person=person,
        papers=[paper.read() for paper in form.papers.data or () if paper],
        locale=locale(),
    )
    return use.ask_to_add(core(), actor=actor(), wish=wish)


def _request_id(form: AddForm) -> UUID:
    try:
        return UUID(form.request_id.data or "")
    except ValueError as error:
        raise BadInput("added_request_wrong") from error


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _first_fault(form: AddForm) -> str:
    """What is wrong in one sentence; a field's fault is a key of the catalogue."""
    if form.form_errors:
        return str(form.form_errors[0])
    faults = next(iter(form.errors.values()))
    return say(str(faults[0]), locale())
