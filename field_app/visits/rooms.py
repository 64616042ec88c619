"""The rooms: the courier's day, the desk that prints slips, and asking and following for all."""

from __future__ import annotations

from courier.domain.permissions import Permission
from field_app.access import Audience, Room

visits = Room("visits", audience=Audience.COURIER, prefix="/courier")
printing = Room("slips", audience=Audience.ADMIN, prefix="/admin/slips", see=Permission.SEE_PEOPLE)
tracker = Room("tracker", audience=Audience.PUBLIC)
