"""Two couriers in one kitchen, and a household that changed before she came: said plainly."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain.visits import VisitState
from courier.services.core import Actor, Core
from courier.services.coverage import current_coverage_year
from courier.store.queries import visit_doubles as queries
from courier.store.queries import visits as visit_queries
from courier.store.unit_of_work import Work

NOTHING_PAID = "visit_nothing_paid"


@dataclass(frozen=True, slots=True)
class HouseholdNow:
    """``others`` are couriers with an open visit to the same household.

    ``is_settled``: people live there, and none of them owes anything any more.
    """

    others: tuple[str, ...] = ()
    has_moved: bool = False
    is_settled: bool = False


def household_now(core: Core, actor: Actor, visit_id: UUID) -> HouseholdNow:
    """What a courier should know of a visit's household; nothing where none is known yet."""
    year = current_coverage_year(core, actor.county_id)
    with core.begin_for(actor) as work:
        row = queries.household_now(work, actor.county_id, visit_id, year)
    if row is None:
        return HouseholdNow()
    return HouseholdNow(
        others=tuple(row.others),
        has_moved=not row.lives_here,
        is_settled=row.people > 0 and row.owing == 0,
    )


def may_be_signed_off(work: Work, core: Core, actor: Actor, visit_id: UUID) -> bool:
    """Whether somebody of the household that was met has paid, or nobody of it owes anything."""
    year = current_coverage_year(core, actor.county_id)
    row = queries.household_now(work, actor.county_id, visit_id, year)
    return row is not None and (row.paid > 0 or (row.people > 0 and row.owing == 0))


def withdraw_listed(
    core: Core, work: Work, actor: Actor, household_id: UUID, visit_id: UUID
) -> None:
    """Somebody is with the household: what a list asked for, and nobody has taken, is over."""
    for row in queries.listed_for(work, actor.county_id, household_id, visit_id):
        now, state = core.clock.now(), VisitState.CANCELLED
        visit_queries.add_state(work, actor.county_id, row.visit_id, state, now)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="visit_cancelled",
            subject=f"visit:{row.visit_no}",
        )
