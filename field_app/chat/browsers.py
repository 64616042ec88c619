"""The cookie by which a phone finds its conversation again, the next day too."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from flask import Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "yibao_chat"
KEPT_FOR = timedelta(days=180)  # as long as conversations are kept


def browser() -> UUID:
    """This browser's own key, the same through one request; a new one for a new browser."""
    if "chat_browser" not in g:
        g.chat_browser = _remembered() or uuid4()
    return UUID(str(g.chat_browser))


def remember(response: Response) -> Response:
    """Give the key to a browser that has none yet, as soon as it sees the page."""
    if "chat_browser" in g and _remembered() != g.chat_browser:
        response.set_cookie(
            COOKIE,
            _serializer().dumps(str(g.chat_browser)),
            max_age=KEPT_FOR,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def begin_anew() -> None:
    """Another key from now on: the conversation is out of this browser's reach."""
    g.chat_browser = uuid4()


def _remembered() -> UUID | None:
    try:
        return UUID(_serializer().loads(request.cookies.get(COOKIE, "")))
    except (BadSignature, AttributeError, TypeError, ValueError):
        return None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="chat browser")
