"""A courier's round: its order, and visits that go from one courier to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.rounds import ColleagueRow
from courier.store.unit_of_work import Work


def keep_order(work: Work, county_id: int, order: Sequence[UUID], day: dt.date) -> None:
    """The visits' places in the round of a day."""
    work.run(
        """update visits v set round_on = :day, round_place = asked.place
           from unnest(cast(:order as uuid[])) with ordinality as asked (visit_id, place)
           where v.county_id = :county and v.visit_id = asked.visit_id""",
        {"county": county_id, "day": day, "order": list(order)},
    )


def colleagues(work: Work, village: str) -> list[ColleagueRow]:
    """Others who work in a village of hers; she sees no more of them than their names."""
    return work.all(
        ColleagueRow,
        "select courier_id, name, courier_no from colleagues_in(:village)",
        {"village": village},
    )


def offer(work: Work, county_id: int, visit_id: UUID, courier_id: UUID | None) -> None:
    """To whom the visit is offered; None takes the offer back."""
    work.run(
        """update visits set offered_to = :courier
           where county_id = :county and visit_id = :visit""",
        {"county": county_id, "visit": visit_id, "courier": courier_id},
    )


def give(work: Work, county_id: int, visit_id: UUID, courier_id: UUID | None) -> None:
    """Whose the visit is now, and no offer any more; None for nobody's."""
    work.run(
        """update visits set courier_id = :courier, offered_to = null, round_on = null,
             round_place = null
           where county_id = :county and visit_id = :visit""",
        {"county": county_id, "visit": visit_id, "courier": courier_id},
    )
