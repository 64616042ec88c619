"""Slips on paper: which villages there are to print for, and one file a village."""

from __future__ import annotations

from dataclasses import dataclass

from courier.domain.errors import NotFound
from courier.domain.regions import area_prefix, within
from courier.services.core import Actor, Core
from courier.services.slips import slip_faces
from courier.store.queries import slips as queries


@dataclass(frozen=True, slots=True)
class VillageSlips:
    """How many households a village has, and how many of them have a slip."""

    village_code: str
    village_name: str
    township_name: str
    households: int
    slips: int


def village_slips(core: Core, actor: Actor) -> tuple[VillageSlips, ...]:
    """The villages of an admin's area."""
    area = area_prefix(actor.region_code)
    with core.begin_for(actor) as work:
        rows = queries.counts_by_village(work, actor.county_id, area)
    return tuple(
        VillageSlips(
            village_code=row.village_code,
            village_name=row.village_name,
            township_name=row.township_name,
            households=row.households,
            slips=row.slips,
        )
        for row in rows
    )


def slips_pdf(core: Core, actor: Actor, *, village_code: str, locale: str) -> bytes:
    """The slips of a village's households, one page each, issued where there was none.

    Raises NotFound ``village_unknown`` (also outside the area, and where nobody lives),
    OutsideFailed ``font_missing``.
    """
    if not within(actor.region_code, village_code):
        raise NotFound("village_unknown")
    with core.begin_for(actor) as work:
        household_ids = queries.households_of_area(work, actor.county_id, village_code)
    if not household_ids:
        raise NotFound("village_unknown")
    return core.pictures.slips_pdf(slip_faces(core, actor, household_ids), locale)
