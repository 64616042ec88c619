"""Colleagues who sign in here: help for one who lost phone and paper, an end for one who left."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from courier.domain.permissions import Permission
from courier.services import admins as service
from field_app.access import Audience, Room, actor, core
from field_app.refusals import flashed

admins = Room(
    "admin_admins",
    audience=Audience.ADMIN,
    prefix="/admin/admins",
    see=Permission.HELP_ADMINS,
    change=Permission.HELP_ADMINS,
)


@admins.get("/")
def index() -> ResponseReturnValue:
    """Everybody of one's own area."""
    found = service.colleagues(core(), actor=actor())
    return render_template("admin/admins.html", admins=found)


@admins.post("/<uuid:admin_id>/second-factor")
def reset(admin_id: UUID) -> ResponseReturnValue:
    """The colleague sets a new second factor up at the next sign-in."""
    flashed(
        "account.factor_reset",
        lambda: service.reset_second_factor(core(), actor=actor(), admin_id=admin_id),
    )
    return redirect(url_for("admin_admins.index"), code=303)


@admins.post("/<uuid:admin_id>/disable")
def disable(admin_id: UUID) -> ResponseReturnValue:
    """The colleague signs in no more."""
    flashed(
        "account.admin_disabled",
        lambda: service.disable_admin(core(), actor=actor(), admin_id=admin_id),
    )
    return redirect(url_for("admin_admins.index"), code=303)
