"""The courier's own pages: where everything is, help, her office, messages, her history."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from courier.domain.errors import NotFound
from courier.services import notices
from courier.services.office_hours import office_hours
from courier.services.own_history import HistoryKind, own_history
from courier.services.regions import office_of_village
from courier.texts import CHINA
from field_app.access import Audience, Room, actor, core

own = Room("own", audience=Audience.COURIER, prefix="/courier/own")
rooms = (own,)
# What may go wrong at a door, in the order in which it is looked for.
TROUBLES = ("network", "amount", "refuses", "camera", "phone", "threat")


@own.get("/")
def index() -> ResponseReturnValue:
    """Where everything of hers is."""
    return render_template("own/index.html", told=notices.notices_today(core(), actor=actor()))


@own.get("/help")
def help_page() -> ResponseReturnValue:
    """What to do when something goes wrong, and whom to call."""
    who = actor()
    hours = office_hours(core(), county_id=who.county_id)
    return render_template(
        "own/help.html",
        troubles=TROUBLES,
        office=office_of_village(core(), who.region_code),
        hours=hours,
        is_open=hours.is_open(core().clock.now().astimezone(CHINA)),
    )


@own.get("/notices")
def messages() -> ResponseReturnValue:
    """All messages of the day, read ones too."""
    return render_template("own/notices.html", told=notices.notices_today(core(), actor=actor()))


@own.post("/notices/<uuid:notice_id>/read")
def read(notice_id: UUID) -> ResponseReturnValue:
    """She has read it: it leaves the day page."""
    notices.read_notice(core(), actor=actor(), notice_id=notice_id)
    return redirect(url_for("visits.today"), code=303)


@own.get("/history")
def history() -> ResponseReturnValue:
    """What she did, newest first."""
    said = request.args.get("kind", "")
    if said and said not in set(HistoryKind):
        raise NotFound("no_such_page")
    kind = HistoryKind(said) if said else None
    page = own_history(
        core(), actor=actor(), kind=kind, before=request.args.get("before", "")[:120]
    )
    return render_template("own/history.html", page=page, kind=kind, kinds=tuple(HistoryKind))
