"""Registers every page of visits: the courier's day, the door, printing, and the tracker."""

from __future__ import annotations

from field_app.visits import adding, agreeing, day, door, grid, handing, money, printing, tracking
from field_app.visits import rooms as own

rooms = (own.visits, own.printing, own.tracker)
pages = (adding, agreeing, day, door, grid, handing, money, printing, tracking)
