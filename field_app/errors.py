"""Errors become pages (or JSON for scripts) in the reader's language, with what to do next."""

from __future__ import annotations

import structlog
from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from courier.domain.errors import (
    BadInput,
    Conflict,
    CourierError,
    NotAllowed,
    NotFound,
    OutsideFailed,
    Refused,
    SignedOut,
)
from courier.services.core import ActorKind
from courier.texts import say
from field_app.came_from import came_from
from field_app.language import locale
from field_app.limits import waiting_words

STATUS: dict[type[CourierError], int] = {
    BadInput: 400,
    SignedOut: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    Refused: 422,
    OutsideFailed: 503,
}
LAYOUTS = {ActorKind.ADMIN: "layout_console.html", ActorKind.COURIER: "layout_courier.html"}
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(CourierError, told)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _no_database)


def sentence(error: CourierError) -> str:
    """What happened and what to do, in the reader's language."""
    return say(f"errors.{error.code}", locale(), **error.facts)


def told(error: CourierError) -> ResponseReturnValue:
    """The page, or the JSON, that says it."""
    status = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    note_refusal(error)
    return _answer(sentence(error), status, error.code)


def note_refusal(error: CourierError) -> None:
    """One line in the log for each thing refused, wherever its words are shown."""
    log.info("refused", code=error.code, kind=type(error).__name__, endpoint=request.endpoint)


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    return _answer(say("errors.stale_form", locale()), 400, "stale_form")


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    known = {404: "no_such_page", 405: "no_such_page", 413: "file_too_large", 429: "too_many"}
    code = known.get(status, "something_wrong")
    wait = waiting_words(locale()) if code == "too_many" else ""
    return _answer(say(f"errors.{code}", locale(), wait=wait), status, code)


def _no_database(error: OperationalError) -> ResponseReturnValue:
    log.error("database_away", kind=type(error.orig).__name__)
    return _answer(say("errors.database_away", locale()), 503, "database_away")


def _answer(words: str, status: int, code: str) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json" or request.is_json:
        return jsonify(code=code, message=words), status
    kind = g.actor.kind if g.get("actor") else ActorKind.VILLAGER
    layout = LAYOUTS.get(kind, "layout_villager.html")
    page = render_template(
        "error.html", words=words, status=status, layout=layout, back=came_from(), reader=kind.value
    )
    return page, status
