"""The second step of an admin's sign-in, and the setting up of one at the first."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from courier.domain.one_time_codes import address_for_app, new_secret
from courier.services import passkeys, second_factors
from courier.services.admin_sign_in import sign_in_by_code, sign_in_by_passkey
from courier.services.demo_codes import demo_code
from courier.services.second_factors import NewlySetUp, NewPasskey
from field_app.access import Audience, Room, begun, core, start_session
from field_app.auth.entering import (
    ADMIN_HOME,
    ask_browser,
    asked,
    browser,
    enter_console,
    way_on,
)
from field_app.auth.forms import CodeForm, NewPasskeyForm, PasskeyForm
from field_app.limits import GUESSABLE, limiter
from field_app.qr import qr_picture
from field_app.refusals import on_form, status_of

second_step = Room("second_step", audience=Audience.BEGUN, prefix="/admin/sign-in")


@second_step.route("/code", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def code() -> ResponseReturnValue:
    """Six digits from the phone, or a code from the paper."""
    if not begun().has_factor:
        return redirect(url_for("second_step.set_up", next=request.args.get("next")))
    form = CodeForm()
    if form.validate_on_submit():
        signed = on_form(
            form,
            lambda: sign_in_by_code(core(), begun=begun(), code=form.code.data, browser=browser()),
        )
        if signed:
            return enter_console(signed)
    return _code_page(form)


@second_step.post("/code/passkey")
@limiter.limit(GUESSABLE)
def passkey() -> ResponseReturnValue:
    """A passkey instead of digits."""
    form = CodeForm(formdata=None)
    answer, challenge = PasskeyForm().answer.data or "", asked()
    signed = on_form(
        form,
        lambda: sign_in_by_passkey(
            core(), begun=begun(), answer=answer, challenge=challenge, browser=browser()
        ),
    )
    return enter_console(signed) if signed else _code_page(form)


@second_step.post("/code/passkey-question")
@limiter.limit(GUESSABLE)
def passkey_question() -> Response:
    """What the admin's passkeys are asked to sign."""
    who = begun()
    return ask_browser(
        passkeys.ask_for_second_step(core(), county_id=who.county_id, admin_id=who.admin_id)
    )


@second_step.route("/set-up", methods=["GET", "POST"])
@limiter.limit(GUESSABLE, methods=["POST"])
def set_up() -> ResponseReturnValue:
    """The first time: an app on the phone, proved by its first code, or a passkey."""
    if begun().has_factor:
        return redirect(url_for("second_step.code", next=request.args.get("next")))
    form, secret = CodeForm(), proposed_secret()
    if form.validate_on_submit():
        done = on_form(
            form,
            lambda: second_factors.set_up_codes(
                core(), begun=begun(), secret=secret, code=form.code.data, browser=browser()
            ),
        )
        if done:
            return _recovery_codes(done)
    return _set_up_page(form, NewPasskeyForm(formdata=None))


@second_step.post("/set-up/passkey")
@limiter.limit(GUESSABLE)
def set_up_passkey() -> ResponseReturnValue:
    """A passkey as the first second factor."""
    form = NewPasskeyForm()
    new = NewPasskey(form.name.data or "", form.answer.data or "", asked())
    done = on_form(
        form,
        lambda: second_factors.set_up_passkey(core(), begun=begun(), new=new, browser=browser()),
    )
    return _recovery_codes(done) if done else _set_up_page(CodeForm(formdata=None), form)


@second_step.post("/set-up/passkey-question")
@limiter.limit(GUESSABLE)
def new_passkey_question() -> Response:
    """What a new passkey is made for."""
    who = begun()
    return ask_browser(
        passkeys.ask_for_new_passkey(
            core(), county_id=who.county_id, admin_id=who.admin_id, name=who.name
        )
    )


def proposed_secret() -> str:
    """The secret that this browser shows while an app is being set up; nobody else's."""
    return str(session.setdefault("proposed", new_secret()))


def app_facts(name: str) -> dict[str, str]:
    """The secret for the page: a picture, and letters in groups of four."""
    secret = proposed_secret()
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"qr": qr_picture(address_for_app(secret, name)), "secret": groups}


def _code_page(form: FlaskForm) -> ResponseReturnValue:
    page = render_template(
        "auth/code.html",
        form=form,
        begun=begun(),
        passkey_form=PasskeyForm(formdata=None),
        passkeys_work=passkeys.passkeys_work(core()),
        demo_code=demo_code(core(), begun().sign_in_name),
    )
    return page, status_of(form)


def _set_up_page(form: FlaskForm, passkey_form: FlaskForm) -> ResponseReturnValue:
    page = render_template(
        "auth/set_up.html",
        form=form,
        passkey_form=passkey_form,
        passkeys_work=passkeys.passkeys_work(core()),
        **app_facts(begun().name),
    )
    return page, max(status_of(form), status_of(passkey_form))


def _recovery_codes(done: NewlySetUp) -> ResponseReturnValue:
    start_session(done.session)
    return render_template(
        "auth/recovery_codes.html", codes=done.recovery_codes, way_on=way_on(ADMIN_HOME)
    )
