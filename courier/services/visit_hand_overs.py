"""A courier hands one visit over: back to all of its village, or to a colleague who says yes.

Until the colleague has accepted, the visit stays hers. Once she stands at the door it cannot go.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import Conflict, NotFound
from courier.domain.visits import VisitState, check_hand_over
from courier.services.core import Actor, Core
from courier.services.told_people import tell_of_new_courier
from courier.services.visit_views import VisitView, view_of
from courier.store.queries import rounds as queries
from courier.store.queries import visits as visit_queries
from courier.store.rows.visits import LockedVisit
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may take the visit over."""

    courier_id: UUID
    name: str
    courier_no: str


def colleagues(core: Core, actor: Actor, visit_id: UUID) -> tuple[Colleague, ...]:
    """Who else works in the visit's village. Raises NotFound ``visit_not_found``."""
    with core.begin_for(actor) as work:
        row = visit_queries.visit(work, actor.county_id, visit_id)
        if row is None or row.courier_id != actor.person_id:
            raise NotFound("visit_not_found")
        found = queries.colleagues(work, row.village_code)
    return tuple(Colleague(one.courier_id, one.name, one.courier_no) for one in found)


def give_back(core: Core, actor: Actor, visit_id: UUID) -> None:
    """Anybody of the village may take it now.

    Raises NotFound ``visit_not_found``; Conflict ``visit_over``, ``visit_at_the_door``.
    """
    with _handed(core, actor, visit_id) as (work, visit):
        _check_hers(actor, visit)
        now, state = core.clock.now(), VisitState.REQUESTED
        queries.give(work, actor.county_id, visit_id, None)
        visit_queries.add_state(
            work, actor.county_id, visit_id, state, now, courier_id=actor.person_id
        )
        _trail(work, actor, visit, "visit_given_back")


def offer_to(core: Core, actor: Actor, visit_id: UUID, colleague_id: UUID | None) -> None:
    """Ask a colleague of the village to take it; None takes the question back.

    Raises NotFound ``visit_not_found``; Conflict ``visit_over``, ``visit_at_the_door``,
    ``colleague_not_there``.
    """
    with _handed(core, actor, visit_id) as (work, visit):
        _check_hers(actor, visit)
        there = queries.colleagues(work, visit.village_code)
        if colleague_id is not None and colleague_id not in {one.courier_id for one in there}:
            raise Conflict("colleague_not_there")
        queries.offer(work, actor.county_id, visit_id, colleague_id)
        _trail(work, actor, visit, "visit_offered" if colleague_id else "visit_offer_withdrawn")


def take_over(core: Core, actor: Actor, visit_id: UUID) -> None:
    """Say yes; whoever asked for the visit is told who comes now. Again is no error.

    Raises NotFound ``visit_not_found``; Conflict ``visit_over``, ``visit_at_the_door``,
    ``visit_not_offered`` when the question was taken back.
    """
    with _handed(core, actor, visit_id) as (work, visit):
        if visit.courier_id == actor.person_id:
            return
        _check_offered(actor, visit)
        me, now, state = actor.person_id, core.clock.now(), VisitState.ACCEPTED
        queries.give(work, actor.county_id, visit_id, me)
        visit_queries.add_state(work, actor.county_id, visit_id, state, now, courier_id=me)
        _trail(work, actor, visit, "visit_taken_over")
        tell_of_new_courier(core, work, actor.county_id, visit_id)


def decline(core: Core, actor: Actor, visit_id: UUID) -> None:
    """Say no; it stays with whoever asked. Raises as ``take_over``."""
    with _handed(core, actor, visit_id) as (work, visit):
        _check_offered(actor, visit)
        queries.offer(work, actor.county_id, visit_id, None)
        _trail(work, actor, visit, "visit_declined")


def offers_to_me(core: Core, actor: Actor) -> tuple[VisitView, ...]:
    """What colleagues ask her to take over; without contacts until she says yes."""
    with core.begin_for(actor) as work:
        rows = visit_queries.offered_by_colleagues(work, actor.county_id, actor.person_id)
    return tuple(view_of(row, None) for row in rows)


@contextmanager
def _handed(core: Core, actor: Actor, visit_id: UUID) -> Iterator[tuple[Work, LockedVisit]]:
    """One transaction on a visit that may change hands; committed when the block ends well."""
    with core.begin_for(actor) as work:
        visit = visit_queries.lock_for_courier(work, actor.county_id, actor.person_id, visit_id)
        if visit is None:
            raise NotFound("visit_not_found")
        check_hand_over(VisitState(visit.status))
        yield work, visit
        work.commit()


def _check_hers(actor: Actor, visit: LockedVisit) -> None:
    if visit.courier_id != actor.person_id:
        raise NotFound("visit_not_found")


def _check_offered(actor: Actor, visit: LockedVisit) -> None:
    if visit.offered_to != actor.person_id:
        raise Conflict("visit_not_offered")


def _trail(work: Work, actor: Actor, visit: LockedVisit, action: str) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=action,
        subject=f"visit:{visit.visit_no}",
    )
