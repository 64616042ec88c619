"""The cards of an area: whose run out, and who was checked how often."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from courier.domain.checks import CheckWay
from courier.domain.permissions import Permission
from courier.services import check_alarms, check_counts, courier_lists
from field_app.access import Audience, Room, actor, core

credentials = Room(
    "admin_credentials",
    audience=Audience.ADMIN,
    prefix="/admin/credentials",
    see=Permission.SEE_COURIERS,
    change=Permission.KEEP_COURIERS,
)


@credentials.get("/")
def overview() -> ResponseReturnValue:
    """What needs somebody's eye."""
    who = actor()
    return render_template(
        "admin/credentials.html",
        alarms=check_alarms.count_open_alarms(core(), actor=who),
        running_out=courier_lists.running_out(core(), actor=who),
        expiry_days=courier_lists.EXPIRY_DAYS,
        checks=check_counts.checks_of_area(core(), actor=who),
        check_ways=CheckWay,
    )
