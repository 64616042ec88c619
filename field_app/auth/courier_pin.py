"""Another PIN for a courier who knows the old one."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from courier.services.accounts import change_pin
from courier.services.sessions import SessionView
from courier.texts import say
from field_app.access import Audience, Room, actor, core, session_id, start_session
from field_app.auth import devices
from field_app.auth.entering import COURIER_HOME
from field_app.auth.forms import NewPinForm
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import on_form, status_of

courier_pin = Room("courier_pin", audience=Audience.COURIER, prefix="/courier/pin")


@courier_pin.route("/", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def change() -> ResponseReturnValue:
    """The old PIN once, the new one twice."""
    form = NewPinForm()
    if form.validate_on_submit():
        renewed = on_form(form, lambda: _change(form))
        if renewed:
            start_session(renewed)
            flash(say("account.pin_changed", locale()), "good")
            return redirect(COURIER_HOME)
    device = devices.remembered()
    number = device.courier_no if device else ""
    return render_template("auth/courier_pin.html", form=form, user=number), status_of(form)


def _change(form: NewPinForm) -> SessionView:
    return change_pin(
        core(),
        actor=actor(),
        session_id=session_id(),
        pin=form.pin.data,
        new_pin=form.new_pin.data,
    )
