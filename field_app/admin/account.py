"""How an admin signs in: the password, the second factors, and where one is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from courier.domain.permissions import Permission
from courier.services import admins, passkeys, second_factors, sessions
from courier.services.second_factors import NewPasskey
from courier.services.sessions import SessionView
from courier.texts import say
from field_app.access import Audience, Room, actor, core, session_id, start_session
from field_app.auth.entering import ADMIN_HOME, ask_browser, asked
from field_app.auth.forms import (
    AppAgainForm,
    NewPasskeyAgainForm,
    NewPasswordForm,
    PasswordAgainForm,
)
from field_app.auth.second_step import app_facts, proposed_secret
from field_app.language import locale
from field_app.limits import GUESSABLE, limiter
from field_app.refusals import on_form, status_of

account = Room(
    "admin_account",
    audience=Audience.ADMIN,
    prefix="/admin/account",
    see=Permission.OWN_ACCOUNT,
    change=Permission.OWN_ACCOUNT,
)
guessable = limiter.limit(GUESSABLE, methods=["POST"])


@account.route("/", methods=["GET", "POST"])
@guessable
def index() -> ResponseReturnValue:
    """Everything about one's own sign-in; with the password, sign-ins elsewhere are ended here."""
    form = PasswordAgainForm()
    facts = {
        "factors": second_factors.my_factors(core(), actor=actor()),
        "sessions": sessions.my_sessions(core(), actor=actor(), session_id=session_id()),
        "passkeys_work": passkeys.passkeys_work(core()),
    }
    return _form_page(form, "sessions_ended", lambda: _end(form), page="account", **facts)


@account.route("/password", methods=["GET", "POST"])
@guessable
def password() -> ResponseReturnValue:
    """Another password."""
    form = NewPasswordForm()
    return _form_page(
        form,
        "password_changed",
        lambda: admins.change_password(core(), **_mine(form), new_password=form.new_password.data),
        page="account_password",
    )


@account.route("/app", methods=["GET", "POST"])
@guessable
def app() -> ResponseReturnValue:
    """Codes from an app: for the first time, or from another phone."""
    form, secret = AppAgainForm(), proposed_secret()
    return _form_page(
        form,
        "app_set_up",
        lambda: second_factors.change_codes(
            core(), **_mine(form), secret=secret, code=form.code.data
        ),
        page="account_app",
        **app_facts(actor().name),
    )


@account.route("/app/remove", methods=["GET", "POST"])
@guessable
def remove_app() -> ResponseReturnValue:
    """No codes from an app any more."""
    form = PasswordAgainForm()
    return _form_page(
        form, "app_removed", lambda: second_factors.remove_codes(core(), **_mine(form))
    )


@account.route("/passkeys/new", methods=["GET", "POST"])
@guessable
def new_passkey() -> ResponseReturnValue:
    """One more passkey."""
    form = NewPasskeyAgainForm()
    challenge = asked() if request.method == "POST" else ""
    return _form_page(
        form,
        "passkey_added",
        lambda: second_factors.add_passkey(
            core(),
            **_mine(form),
            new=NewPasskey(form.name.data, form.answer.data or "", challenge),
        ),
        page="account_passkey",
        passkeys_work=passkeys.passkeys_work(core()),
    )


@account.post("/passkeys/question")
@guessable
def passkey_question() -> Response:
    """What a new passkey is made for."""
    who = actor()
    question = passkeys.ask_for_new_passkey(
        core(), county_id=who.home_county_id, admin_id=who.person_id, name=who.name
    )
    return ask_browser(question)


@account.route("/passkeys/<uuid:passkey_id>/remove", methods=["GET", "POST"])
@guessable
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """One passkey less."""
    form = PasswordAgainForm()
    return _form_page(
        form,
        "passkey_removed",
        lambda: second_factors.remove_passkey(core(), **_mine(form), passkey_id=passkey_id),
    )


@account.route("/recovery-codes", methods=["GET", "POST"])
@guessable
def recovery_codes() -> ResponseReturnValue:
    """Ten new recovery codes, shown this once."""
    form = PasswordAgainForm()
    if form.validate_on_submit():
        done = on_form(form, lambda: second_factors.renew_recovery_codes(core(), **_mine(form)))
        if done:
            start_session(done.session)
            return render_template(
                "auth/recovery_codes.html", codes=done.recovery_codes, way_on=ADMIN_HOME
            )
    return _asked_page(form, "account_sure", action="recovery_codes_renewed")


def _form_page(
    form: FlaskForm,
    action: str,
    change: Callable[[], SessionView],
    *,
    page: str = "account_sure",
    **facts: object,
) -> ResponseReturnValue:
    """Show the form; or make the change, and go back to the overview with a word."""
    if form.validate_on_submit():
        renewed = on_form(form, change)
        if renewed:
            start_session(renewed)
            flash(say(f"account.done_{action}", locale()), "good")
            return redirect(url_for("admin_account.index"), code=303)
    return _asked_page(form, page, action=action, **facts)


def _asked_page(form: FlaskForm, page: str, **facts: object) -> ResponseReturnValue:
    name = admins.own_sign_in_name(core(), actor=actor())
    return render_template(f"admin/{page}.html", form=form, user=name, **facts), status_of(form)


def _mine(form: FlaskForm) -> dict[str, Any]:
    """Whoever asks, with the password as it was given again."""
    return {"actor": actor(), "session_id": session_id(), "password": form.password.data}


def _end(form: FlaskForm) -> SessionView:
    """One sign-in, or without a word which, all others."""
    wanted = request.form.get("end", "")
    if not wanted:
        return sessions.end_my_other_sessions(core(), **_mine(form))
    return sessions.end_my_session(core(), **_mine(form), ended=wanted)
