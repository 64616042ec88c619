"""Tokens of forms, under a mask that is new in each answer.

Flask-WTF's own token holds the session's secret as it is, so the length of a packed page could tell
it letter by letter (BREACH). Under masks no two pages hold the same. See SECURITY.md.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Flask, g, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf


class FormGuard(CSRFProtect):  # type: ignore[misc] # the library has no types
    """Flask-WTF's guard of all forms, for masked tokens."""

    def init_app(self, app: Flask) -> None:
        """Guard the app; templates get ``csrf_token()``."""
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = form_token
        app.context_processor(lambda: {"csrf_token": form_token})

    def _get_csrf_token(self) -> str | None:
        """The token as Flask-WTF checks it; None where what was sent is not this session's."""
        return generate_csrf() if _is_ours(super()._get_csrf_token()) else None


def form_token() -> str:
    """The token for this answer: a mask, and the session's secret under it."""
    if "form_token" not in g:
        generate_csrf()  # a session's first form makes its secret
        secret = _secret()
        mask = secrets.token_bytes(len(secret))
        g.form_token = urlsafe_b64encode(mask + _masked(secret, mask)).decode("ascii")
    token: str = g.form_token
    return token


def _is_ours(token: str | None) -> bool:
    if not token or "csrf_token" not in session:
        return False
    try:
        told = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:  # no base64, or no ASCII
        return False
    half = len(told) // 2
    return hmac.compare_digest(_masked(told[half:], told[:half]), _secret())


def _secret() -> bytes:
    return bytes.fromhex(session["csrf_token"])


def _masked(data: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(data, mask, strict=False))
