"""Sign-in and sign-out."""

from __future__ import annotations

from uuid import UUID

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from courier.domain.errors import NotAllowed
from courier.services import accounts, invitations, passkeys
from courier.services.admin_sign_in import begin_sign_in, sign_in_by_passkey
from courier.services.invitations import NewDevice
from courier.services.sessions import SessionView, end_session
from courier.texts import say
from field_app.access import Audience, Room, core, start_half_way
from field_app.auth import devices
from field_app.auth.courier_pin import courier_pin
from field_app.auth.demo_sheet import demo_sheet
from field_app.auth.entering import (
    COURIER_HOME,
    ask_browser,
    asked,
    browser,
    enter,
    enter_console,
)
from field_app.auth.forms import AdminSignInForm, CourierSignInForm, InvitationForm, PasskeyForm
from field_app.auth.second_step import second_step
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import on_form, status_of

auth = Room("auth", audience=Audience.PUBLIC)
rooms = (auth, second_step, courier_pin)


@auth.route("/admin/sign-in", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def admin_sign_in() -> ResponseReturnValue:
    """Name and password; the second step comes on a page of its own."""
    form = AdminSignInForm()
    if form.validate_on_submit():
        half_way = on_form(form, lambda: _begin(form))
        if half_way:
            start_half_way(*half_way)
            return redirect(url_for("second_step.code", next=request.args.get("next")))
    return _admin_page(form)


@auth.post("/admin/sign-in/passkey")
@limiter.limit(GUESSABLE)
def passkey_sign_in() -> ResponseReturnValue:
    """A passkey alone: it is on the person's own device and asks for face, finger or PIN."""
    form = AdminSignInForm(formdata=None)
    answer, challenge = PasskeyForm().answer.data or "", asked()
    signed = on_form(
        form,
        lambda: sign_in_by_passkey(
            core(), begun=None, answer=answer, challenge=challenge, browser=browser()
        ),
    )
    return enter_console(signed) if signed else _admin_page(form)


@auth.post("/admin/sign-in/passkey-question")
@limiter.limit(GUESSABLE)
def passkey_question() -> Response:
    """What any passkey of ours is asked to sign."""
    return ask_browser(passkeys.ask_to_sign_in(core()))


@auth.route("/courier/sign-in", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def courier_sign_in() -> ResponseReturnValue:
    """Courier number and PIN, on the courier's own phone."""
    device = devices.remembered()
    form = CourierSignInForm(courier_no=device.courier_no if device else "")
    if form.validate_on_submit():
        begun = on_form(form, lambda: _sign_in_courier(form, device))
        if begun:
            return enter(begun, COURIER_HOME)
    return _page("auth/courier_sign_in.html", form, has_phone=device is not None)


@auth.route("/courier/invitation/<token>", methods=["GET", "POST"])
@limiter.limit(GUESSABLE)
def accept_invitation(token: str) -> ResponseReturnValue:
    """The link that makes this phone the courier's."""
    invited = invitations.read_invitation(core(), token=token)
    form = InvitationForm()
    if form.validate_on_submit():
        device = on_form(form, lambda: _accept(form, token))
        if device:
            return _registered(device)
    return _page("auth/invitation.html", form, invited=invited)


@auth.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session in the database and forget it in the browser."""
    mark = session.pop("mark", None)
    if mark:
        end_session(core(), county_id=mark[0], session_id=UUID(mark[1]))
    flash(say("auth.signed_out", locale()), "good")
    return redirect("/")


def _begin(form: AdminSignInForm) -> tuple[int, UUID]:
    return begin_sign_in(core(), sign_in_name=form.sign_in_name.data, password=form.password.data)


def _admin_page(form: FlaskForm) -> ResponseReturnValue:
    facts = {"passkey_form": PasskeyForm(formdata=None)}
    works = passkeys.passkeys_work(core())
    return _page("auth/admin_sign_in.html", form, passkeys_work=works, **facts)


def _sign_in_courier(form: CourierSignInForm, device: NewDevice | None) -> SessionView:
    if device is None:
        raise NotAllowed("device_unknown")
    return accounts.sign_in_courier(
        core(),
        county_id=device.county_id,
        device_token=device.device_token,
        courier_no=form.courier_no.data,
        pin=form.pin.data,
        browser=browser(),
    )


def _accept(form: InvitationForm, token: str) -> NewDevice:
    return invitations.accept_invitation(core(), token=token, pin=form.pin.data)


def _registered(device: NewDevice) -> ResponseReturnValue:
    flash(say("auth.phone_registered", locale()), "good")
    return devices.remember(make_response(redirect(url_for("auth.courier_sign_in"))), device)


def _page(template: str, form: FlaskForm, **facts: object) -> ResponseReturnValue:
    return render_template(template, form=form, sheet=demo_sheet(), **facts), status_of(form)
