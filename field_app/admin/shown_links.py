"""A link that was just made: shown once, kept in the session alone until then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from flask import session, url_for

from courier.services.invitations import Invitation
from field_app.access import core
from field_app.qr import qr_picture

INVITATION, APPLICATION = "auth.accept_invitation", "application.open_link"


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link to hand over, and its picture; empty where it was shown before."""

    address: str = ""
    qr: str = ""
    expires_at: dt.datetime | None = None


def keep(page: str, courier_id: UUID, made: Invitation) -> None:
    """Remember the link to this page for the courier until it is shown."""
    session["invited"] = [page, str(courier_id), made.token, made.expires_at.isoformat()]


def shown_once(page: str, courier_id: UUID) -> ShownLink:
    """The link, which is dropped from the session with this."""
    if session.get("invited", ["", ""])[:2] != [page, str(courier_id)]:
        return ShownLink()
    _, _, token, expires_at = session.pop("invited")
    address = core().public_url + url_for(page, token=token)
    return ShownLink(address, qr_picture(address), dt.datetime.fromisoformat(expires_at))
