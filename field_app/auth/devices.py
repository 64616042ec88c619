"""The cookie that makes a browser a courier's registered phone."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from courier.services.invitations import NewDevice

COOKIE = "yibao_phone"
KEPT_FOR = timedelta(days=400)  # browsers keep no cookie longer


def remember(response: Response, device: NewDevice) -> Response:
    """Set the cookie; it is signed, and only the token's hash is in the database."""
    response.set_cookie(
        COOKIE,
        _serializer().dumps([device.county_id, device.courier_no, device.device_token]),
        max_age=KEPT_FOR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def remembered() -> NewDevice | None:
    """This browser's registration, if it has one that we signed."""
    try:
        county_id, courier_no, token = _serializer().loads(request.cookies.get(COOKIE, ""))
    except (BadSignature, TypeError, ValueError):
        return None
    return NewDevice(county_id, courier_no, token)


def own_token() -> str:
    """The token of the registered phone that asks; empty for any other browser."""
    device = remembered()
    return device.device_token if device else ""


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="courier phone")
