"""Does the trail still say what was written? Every event of it, against its chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courier.domain.errors import BadInput
from courier.domain.trail import Break, Event, Flaw, Link, breaks_in
from courier.services.core import Core
from courier.store.queries import audit as queries
from courier.store.rows.audit import LinkRow
from courier.store.unit_of_work import Work

AT_ONCE = 5_000  # links read at a time


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a county's chain: noted elsewhere, it shows later that nothing was cut off.

    Written as ``county:place:link`` with the link in hexadecimal.
    """

    county_id: int
    place: int
    link: bytes

    def __str__(self) -> str:
        return f"{self.county_id}:{self.place}:{self.link.hex()}"


@dataclass(frozen=True, slots=True)
class TrailReport:
    """The head of every chain, and where a chain does not hold."""

    heads: Sequence[Head]
    breaks: Sequence[Break]

    @property
    def events(self) -> int:
        """How many places were looked at."""
        return sum(head.place for head in self.heads)


def head_of(written: str) -> Head:
    """A head as it was noted. Raises BadInput ``trail_head_unreadable``."""
    try:
        county, place, link = written.strip().split(":")
        return Head(int(county), int(place), bytes.fromhex(link))
    except ValueError as error:
        raise BadInput("trail_head_unreadable", given=written[:80]) from error


def verify_trail(core: Core, *, noted: Sequence[Head] = ()) -> TrailReport:
    """Go through every chain; ``noted`` heads must be in it still."""
    with core.begin() as work:
        heads = [Head(row.county_id, row.place, bytes(row.link)) for row in queries.chains(work)]
        breaks = [
            found
            for head in heads
            for found in breaks_in(head.county_id, _links(work, head.county_id))
        ]
        breaks += [
            Break(row.county_id, row.event_id, Flaw.UNLINKED) for row in queries.unlinked(work)
        ]
        breaks += [
            Break(head.county_id, head.place, Flaw.CUT_OFF)
            for head in noted
            if queries.link_at(work, head.county_id, head.place) != head.link
        ]
    return TrailReport(heads, breaks)


def _links(work: Work, county_id: int) -> Iterator[Link]:
    place = 0
    while rows := queries.links_after(work, county_id, place, AT_ONCE):
        yield from (_link(county_id, row) for row in rows)
        place = rows[-1].place


def _link(county_id: int, row: LinkRow) -> Link:
    event = None
    if row.event_id is not None:
        event = Event(
            county_id=county_id,
            event_id=row.event_id,
            at_us=row.at_us,
            actor_kind=row.actor_kind,
            actor_id=row.actor_id,
            action=row.action,
            subject=row.subject,
            facts=row.facts,
        )
    return Link(row.place, bytes(row.link), event)
