"""The trail as a chain: each event's link covers the event and the link before it.

The database writes the links (``audit_link`` in migration 0017). They are computed here a second
time, so that a database that was tampered with cannot vouch for itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

BEGINNING = b""  # what stands before the first link


class Flaw(StrEnum):
    """What is wrong with a place of the chain."""

    ALTERED = "altered"  # the event is not what was linked, or its link is not
    TAKEN_OUT = "taken_out"  # the event of a link is gone
    GAP = "gap"  # a link is gone
    UNLINKED = "unlinked"  # an event stands beside the chain
    CUT_OFF = "cut_off"  # a link that was noted elsewhere is not in the chain


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what when.

    ``at_us`` is microseconds since 1970; ``facts`` is JSON as the database writes it.
    """

    county_id: int
    event_id: int
    at_us: int
    actor_kind: str
    actor_id: str
    action: str
    subject: str
    facts: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place of the chain; ``event`` is None where the event is gone."""

    place: int
    link: bytes
    event: Event | None


@dataclass(frozen=True, slots=True)
class Break:
    """Where a county's chain does not hold."""

    county_id: int
    place: int
    flaw: Flaw


def link_of(before: bytes, event: Event) -> bytes:
    """SHA-256 over the link before and the fields, each as «length:text,»."""
    digest = hashlib.sha256(before)
    for field in (
        str(event.county_id),
        str(event.event_id),
        str(event.at_us),
        event.actor_kind,
        event.actor_id,
        event.action,
        event.subject,
        event.facts,
    ):
        data = field.encode()
        digest.update(b"%d:%b," % (len(data), data))
    return digest.digest()


def breaks_in(county_id: int, links: Iterable[Link]) -> Iterator[Break]:
    """Every place of a county's chain, in order of places, that does not hold."""
    place, before = 0, BEGINNING
    for link in links:
        place += 1
        if link.place != place:
            yield Break(county_id, place, Flaw.GAP)
        elif link.event is None:
            yield Break(county_id, place, Flaw.TAKEN_OUT)
        elif link_of(before, link.event) != link.link:
            yield Break(county_id, place, Flaw.ALTERED)
        place, before = link.place, link.link
