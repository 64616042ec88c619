"""Coarse positions of arrivals: kept, looked at for planning, erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.domain.positions import Spot
from courier.store.rows.visit_positions import SeenRow
from courier.store.unit_of_work import Work

MOST_LOOKED_AT = 500


def keep(work: Work, county_id: int, visit_id: UUID, spot: Spot, at: dt.datetime) -> None:
    """Where she stood; the first time counts."""
    work.run(
        """insert into visit_positions values (:county, :visit, :at, :north, :east)
           on conflict do nothing""",
        {
            "county": county_id,
            "visit": visit_id,
            "at": at,
            "north": spot.north,
            "east": spot.east,
        },
    )


def seen_in(work: Work, county_id: int, village_codes: Sequence[str]) -> list[SeenRow]:
    """Arrivals in some villages, newest first."""
    return work.all(
        SeenRow,
        """select v.village_code, v.household_id, p.north, p.east from visit_positions p
           join visits v on v.county_id = p.county_id and v.visit_id = p.visit_id
           where p.county_id = :county and v.village_code = any (:villages)
           order by p.seen_at desc limit :most""",
        {"county": county_id, "villages": list(village_codes), "most": MOST_LOOKED_AT},
    )


def erase_before(work: Work, moment: dt.datetime) -> int:
    """How many were erased."""
    return work.run("delete from visit_positions where seen_at < :at", {"at": moment}).rowcount
