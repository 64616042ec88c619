"""The six digits in the courier's phone: the server's time, the secret, and that it is kept."""

from __future__ import annotations

import base64

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from courier.services import phone_digits
from field_app.access import Audience, Room, actor, core
from field_app.auth import devices
from field_app.limits import limiter

SYNCS = "60 per minute"
digits = Room("own_digits", audience=Audience.COURIER, prefix="/courier/card/digits")


@digits.get("")
def now() -> ResponseReturnValue:
    """The moment by the server's clock, in seconds since 1970."""
    return jsonify(now=core().clock.now().timestamp())


@digits.post("")
@limiter.limit(SYNCS)
def give() -> ResponseReturnValue:
    """A fresh secret for this phone, as long as it keeps none."""
    secret = phone_digits.give_secret(core(), actor=actor(), device_token=devices.own_token())
    return jsonify(secret=base64.b64encode(secret).decode("ascii"))


@digits.post("/kept")
@limiter.limit(SYNCS)
def confirm() -> ResponseReturnValue:
    """The phone shows by its digits that it keeps the secret."""
    told = request.get_json(silent=True)
    said = told.get("digits") if isinstance(told, dict) else None
    phone_digits.confirm_secret(
        core(), actor=actor(), device_token=devices.own_token(), digits=str(said or "")
    )
    return jsonify(kept=True)
