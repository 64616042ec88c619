"""Which county of her area an admin above the counties looks at."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.permissions import Permission
from courier.services import county_choice
from courier.texts import say
from field_app.access import Audience, Room, actor, core, session_id
from field_app.language import locale

counties = Room(
    "admin_counties",
    audience=Audience.ADMIN,
    prefix="/admin/county",
    see=Permission.SEE_OTHER_COUNTIES,
    change=Permission.SEE_OTHER_COUNTIES,
)


@counties.post("/")
def choose() -> ResponseReturnValue:
    """Show another county of the area. Raises NotFound ``county_not_yours``."""
    name = county_choice.look_at_county(
        core(),
        actor=actor(),
        session_id=session_id(),
        county_id=request.form.get("county_id", 0, type=int),
    )
    flash(say("areas.county_chosen", locale(), county=name), "info")
    return redirect(url_for("admin.home"), code=303)
