"""At the door: scan the slip, see who owes what and why, go on to paying."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from courier.domain.money import ZERO
from courier.domain.payments import Owed
from courier.services import additions, cash, cash_limits, household_search, rounds, slips
from courier.services.households import HouseholdView
from courier.services.paid_meanwhile import PersonsTurn, turns_of
from field_app.access import actor, core
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import on_form, status_of
from field_app.visits.asked import (
    chosen_of,
    opened_household,
    persons_asked,
    sum_of,
    visit_asked,
)
from field_app.visits.foreign_codes import where_it_belongs
from field_app.visits.forms import IdNumberForm, ScanForm
from field_app.visits.rooms import visits
from field_app.visits.shown import STANDING_TONES


@visits.route("/scan", methods=["GET", "POST"])
def scan() -> ResponseReturnValue:
    """Scan, photograph or type a household's slip."""
    form, visit_id = ScanForm(), visit_asked()
    if form.validate_on_submit():
        household_id = on_form(form, lambda: _opened(form))
        if household_id:
            return _go_to(household_id, visit_id)
    page = render_template(
        "visits/scan.html",
        form=form,
        visit_id=visit_id,
        belongs=where_it_belongs(form.code.data or "") if form.errors else None,
    )
    return page, status_of(form)


@visits.route("/find", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def find() -> ResponseReturnValue:
    """Without a slip: by the identity card of somebody who lives there."""
    form, visit_id = IdNumberForm(), visit_asked()
    if form.validate_on_submit():
        household_id = on_form(
            form, lambda: household_search.open_by_id_number(core(), actor(), form.id_number.data)
        )
        if household_id:
            return _go_to(household_id, visit_id)
    return render_template("visits/find.html", form=form, visit_id=visit_id), status_of(form)


@visits.get("/household/<uuid:household_id>")
def household(household_id: UUID) -> ResponseReturnValue:
    """Who lives here, who owes what and why, who has paid."""
    view = opened_household(household_id)
    chosen = chosen_of(view) if "choose" in request.args else view.payable
    return render_template(
        "visits/household.html",
        household=view,
        chosen={member.insuree_id for member in chosen},
        amount=sum_of(chosen),
        visit_id=visit_asked(),
        tones=STANDING_TONES,
        added=additions.asked_of_household(core(), actor=actor(), household_id=household_id),
    )


@visits.get("/household/<uuid:household_id>/pay")
def pay(household_id: UUID) -> ResponseReturnValue:
    """Choose how to pay; who did not agree to this amount is not among the people."""
    view, visit_id = opened_household(household_id), visit_asked()
    chosen = tuple(member for member in chosen_of(view) if member.consented)
    if not chosen and (attempt_id := _own_payment(view)):
        return redirect(url_for("payments.show", attempt_id=attempt_id))
    quicker = _quicker(view)
    if not chosen and not quicker:
        return redirect(url_for("visits.household", household_id=household_id, visit=visit_id))
    return render_template(
        "visits/pay.html",
        household=view,
        chosen=chosen,
        amount=sum_of(chosen),
        quicker=quicker,
        visit_id=visit_id,
        channels=core().channels,
        room=cash_limits.cash_room(core(), actor=actor()),
        leaves=cash.leaves_left(core(), actor()),
        key=str(uuid4()),
    )


def _own_payment(view: HouseholdView) -> UUID | None:
    """Her own payment for who was asked for: she pressed already, and the answer did not come."""
    asked = persons_asked()
    own = (member.attempt_id for member in view.members if member.insuree_id in asked)
    return next(filter(None, own), None)


def _quicker(view: HouseholdView) -> tuple[PersonsTurn, ...]:
    """Who was asked for, but was paid for by somebody else since."""
    asked = persons_asked()
    gone = [
        Owed(member.obligation_id, member.own or ZERO)
        for member in view.members
        if member.insuree_id in asked and member.obligation_id and not member.is_payable
    ]
    return turns_of(core(), actor=actor(), owed=gone)


@visits.get("/household/<uuid:household_id>/slip.png")
def slip(household_id: UUID) -> ResponseReturnValue:
    """The household's slip, to be printed anew."""
    png = slips.slip_picture(core(), actor(), household_id, locale().value)
    return send_file(io.BytesIO(png), mimetype="image/png", download_name="slip.png")


def _go_to(household_id: UUID, visit_id: UUID | None) -> ResponseReturnValue:
    if visit_id:
        rounds.attach_household(core(), actor(), visit_id=visit_id, household_id=household_id)
    where = url_for("visits.household", household_id=household_id, visit=visit_id)
    return redirect(where, code=303)


def _opened(form: ScanForm) -> UUID:
    if upload := form.picture.data:
        form.code.data = slips.read_picture(core(), upload.read())
    return slips.open_slip(core(), actor(), form.code.data or "")
