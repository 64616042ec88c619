"""The courier's room of paying."""

from __future__ import annotations

from field_app.access import Audience, Room

payments_room = Room("payments", audience=Audience.COURIER, prefix="/courier/pay")
