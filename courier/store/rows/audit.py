"""The trail as the queries return it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link with its event; without one the event's columns are None."""

    place: int
    link: bytes
    event_id: int | None
    at_us: int
    actor_kind: str
    actor_id: str
    action: str
    subject: str
    facts: str


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A county's chain: how long it is, and its last link."""

    county_id: int
    place: int
    link: bytes


@dataclass(frozen=True, slots=True)
class UnlinkedRow:
    """An event that no link covers."""

    county_id: int
    event_id: int
