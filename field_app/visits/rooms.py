"""The two rooms: the courier's day, and the pages by which anybody asks and follows."""

from __future__ import annotations

from field_app.access import Audience, Room

visits = Room("visits", audience=Audience.COURIER, prefix="/courier")
tracker = Room("tracker", audience=Audience.PUBLIC)
