"""The cookie by which the browser that opened an application goes on with it."""

from __future__ import annotations

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from courier.domain.applications import BROWSER_LASTS
from courier.domain.errors import NotFound

COOKIE = "yibao_application"
PATH = "/apply"


def remember(response: Response, secret: str) -> Response:
    """Set the cookie; it is signed, and only the secret's hash is in the database."""
    response.set_cookie(
        COOKIE,
        _serializer().dumps(secret),
        max_age=BROWSER_LASTS,
        path=PATH,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def remembered() -> str:
    """This browser's secret. Raises NotFound ``application_unknown``."""
    try:
        return str(_serializer().loads(request.cookies.get(COOKIE, "")))
    except BadSignature as error:
        raise NotFound("application_unknown") from error


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="courier application")
