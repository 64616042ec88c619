"""Which county of her area somebody above the counties looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.services.areas import area_of, looking_at, may, require
from courier.services.core import Actor, Core
from courier.store.queries import accounts as sql
from courier.store.queries import regions as queries


@dataclass(frozen=True, slots=True)
class CountyChoice:
    """A county of the area; ``is_home`` is the one of her account, where she may act."""

    county_id: int
    name: str
    is_home: bool
    is_shown: bool


def counties_to_see(core: Core, *, actor: Actor) -> Sequence[CountyChoice]:
    """The counties of the area; none for those whose area is a single one, or less."""
    if not may(actor, Permission.SEE_OTHER_COUNTIES):
        return ()
    with core.begin_for(actor) as work:
        rows = queries.counties_in(work, str(area_of(actor)["area"]))
    found = tuple(
        CountyChoice(
            row.county_id,
            row.name,
            row.county_id == actor.home_county_id,
            row.county_id == actor.county_id,
        )
        for row in rows
    )
    return found if len(found) > 1 else ()


def look_at_county(core: Core, *, actor: Actor, session_id: UUID, county_id: int) -> str:
    """Show another county of the area from now on; answers its name.

    There she looks and does not act. Raises NotAllowed, NotFound ``county_not_yours``.
    """
    require(actor, Permission.SEE_OTHER_COUNTIES)
    known = {one.county_id: one.name for one in counties_to_see(core, actor=actor)}
    if county_id not in known:
        raise NotFound("county_not_yours")
    at_home = replace(actor, county_id=actor.home_county_id, home_id=None)
    seen = looking_at(at_home, county_id)
    facts = {"county_id": at_home.county_id, "session_id": session_id, "looks_at": seen.county_id}
    with core.begin_for(at_home) as work:
        work.run(sql.LOOK_AT, facts)
        work.record(
            county_id=at_home.county_id,
            actor=actor.trail,
            action="county_looked_at",
            subject=f"county:{county_id}",
        )
        work.commit()
    return known[county_id]
