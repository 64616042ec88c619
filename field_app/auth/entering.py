"""What all ways of signing in share: the browser's family, and where one goes afterwards."""

from __future__ import annotations

from flask import Response, flash, redirect, request, session
from flask.typing import ResponseReturnValue

from courier.domain.browsers import Browser, family_of
from courier.services.admin_sign_in import SignedIn
from courier.services.passkeys import Question
from courier.services.sessions import SessionView
from courier.texts import say
from field_app.access import start_session
from field_app.auth.local_paths import local_path
from field_app.language import locale

COURIER_HOME = "/courier/today"
ADMIN_HOME = "/admin/"


def browser() -> Browser:
    """Which family this browser says that it is of."""
    return family_of(request.headers.get("User-Agent", ""))


def enter(view: SessionView, home: str) -> ResponseReturnValue:
    """Signed in: on to where one wanted to go."""
    start_session(view)
    return redirect(way_on(home))


def enter_console(signed: SignedIn) -> ResponseReturnValue:
    """Signed in as an admin; after a recovery code with a word about how many are left."""
    answer = enter(signed.session, ADMIN_HOME)
    if signed.codes_left is not None:
        flash(say("second_factor.codes_left", locale(), count=signed.codes_left), "wait")
    return answer


def way_on(home: str) -> str:
    """Where one wanted to go before signing in; never another site."""
    return local_path(request.args.get("next"), home)


def ask_browser(question: Question) -> Response:
    """Hand a passkey's question to the page's script and remember that it was asked here."""
    session["challenge"] = question.challenge
    return Response(question.options, mimetype="application/json")


def asked() -> str:
    """The question that this browser was asked last; it counts once."""
    return str(session.pop("challenge", ""))
