"""How the product runs: the one page of whoever looks after the machine."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from courier.domain.permissions import Permission
from courier.services.system_view import system_view
from field_app.access import Audience, Room, actor, core

system = Room(
    "admin_system", audience=Audience.ADMIN, prefix="/admin/system", see=Permission.SEE_SYSTEM
)


@system.get("/")
def index() -> ResponseReturnValue:
    """Health, jobs, keys, counts, versions; no person is in it."""
    return render_template("admin/system.html", view=system_view(core(), actor=actor()))
