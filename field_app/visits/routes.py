"""Registers every page of visits: the courier's round, the door, and the public tracker."""

from __future__ import annotations

from field_app.visits import day, door, tracking
from field_app.visits.rooms import tracker, visits

rooms = (visits, tracker)
pages = (day, door, tracking)
