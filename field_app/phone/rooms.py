"""The rooms where a courier's phone talks to us by itself: no pages, only JSON."""

from __future__ import annotations

from flask import g
from flask.typing import ResponseReturnValue

from courier.domain.errors import SignedOut
from courier.services.phones import why_signed_out
from field_app.access import Audience, Room, core
from field_app.auth.devices import remembered


class PhoneRoom(Room):
    """For a signed-in courier; a phone without a session is told why, not led to a page."""

    def _let_in(self) -> ResponseReturnValue | None:
        if g.actor is None:
            raise SignedOut(_why())
        return super()._let_in()


def _why() -> str:
    phone = remembered()
    if phone is None:
        return "sign_in_needed"
    return why_signed_out(core(), county_id=phone.county_id, device_token=phone.device_token)


phone = PhoneRoom("phone", audience=Audience.COURIER, prefix="/courier/sync")
# Believed by the phone's own signed cookie, which no other site's page can send along.
last_call = Room("phone_last", audience=Audience.MACHINE, prefix="/courier/sync", csrf_exempt=True)
