"""Checks in the console: for somebody on the phone, and what is out of the usual."""

from __future__ import annotations

import base64
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from courier.domain.cases import LONGEST_WORDS
from courier.domain.checks import AlarmState, CheckWay
from courier.domain.credentials import Colour
from courier.domain.permissions import Permission
from courier.domain.spoken_checks import typed
from courier.services import check_alarms
from courier.services.checks import checks_of, doors_of
from courier.services.spoken_checks import SpokenCheck, check_spoken
from courier.texts import say
from field_app.access import Audience, Room, actor, core
from field_app.admin.keys import key_in
from field_app.language import locale
from field_app.limits import limiter
from field_app.refusals import on_form, status_of

checks = Room(
    "admin_checks",
    audience=Audience.ADMIN,
    prefix="/admin/checks",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)
CALLS = "60 per minute"
TONES = {Colour.GREEN: "good", Colour.AMBER: "wait", Colour.RED: "bad"}
STATE_TONES = {AlarmState.OPEN: "wait", AlarmState.LOOKED_AT: "good"}


class CallForm(FlaskForm):  # type: ignore[misc]
    """What the caller reads aloud."""

    number = StringField("checks.number", validators=[InputRequired("auth.fill_in")])
    digits = StringField("checks.digits")


class FoundForm(FlaskForm):  # type: ignore[misc]
    """What was found about an alarm."""

    words = TextAreaField(
        "checks.found", validators=[InputRequired("auth.fill_in"), Length(max=LONGEST_WORDS)]
    )


@checks.route("/call", methods=["GET", "POST"])
@limiter.limit(CALLS, methods=["POST"])
def call() -> ResponseReturnValue:
    """Somebody is on the phone: number and digits in, colour and words out."""
    form = CallForm()
    check = on_form(form, lambda: _checked(form)) if form.validate_on_submit() else None
    if check is not None:
        form.digits.data = ""  # they have been used; the next ones are others
    page = render_template(
        "admin/check_call.html",
        form=form,
        check=check,
        tone=check and TONES[check.colour],
        photo=check and _photo(check),
    )
    return page, status_of(form)


@checks.get("/alarms")
def alarms() -> ResponseReturnValue:
    """Alarms that wait, or those that somebody has looked at, newest first."""
    is_closed = "closed" in request.args
    before = key_in(request.args.get("before", ""))
    listed = check_alarms.closed_alarms if is_closed else check_alarms.open_alarms
    return render_template(
        "admin/check_alarms.html",
        page=listed(core(), actor=actor(), before=before),
        is_closed=is_closed,
        is_first=before is None,
        tones=STATE_TONES,
    )


@checks.route("/alarms/<uuid:alarm_id>", methods=["GET", "POST"])
def alarm(alarm_id: UUID) -> ResponseReturnValue:
    """One alarm, the courier's checks around it, and what was found."""
    form = FoundForm()
    if form.validate_on_submit():
        on_form(form, lambda: _closed(alarm_id, form))
        if not form.form_errors:
            flash(say("checks.done_close", locale()), "good")
            return redirect(url_for("admin_checks.alarm", alarm_id=alarm_id), code=303)
    view = check_alarms.alarm_view(core(), actor=actor(), alarm_id=alarm_id)
    page = render_template(
        "admin/check_alarm.html",
        one=view,
        form=form,
        counts=checks_of(core(), actor=actor(), courier_id=view.courier_id),
        doors=doors_of(core(), actor=actor(), courier_id=view.courier_id),
        tones=STATE_TONES,
    )
    return page, status_of(form)


def _checked(form: CallForm) -> SpokenCheck:
    who = actor()
    asked = typed(form.number.data or "", form.digits.data or "")
    return check_spoken(core(), asked=asked, way=CheckWay.PHONE, county_id=who.county_id, actor=who)


def _closed(alarm_id: UUID, form: FoundForm) -> None:
    check_alarms.close_alarm(core(), actor=actor(), alarm_id=alarm_id, found=form.words.data or "")


def _photo(check: SpokenCheck) -> str | None:
    if check.card is None or check.card.photo is None:
        return None
    return "data:image/jpeg;base64," + base64.b64encode(check.card.photo).decode("ascii")
