"""A courier's round: her visits, and each step that she takes with one.

She sees the visits that are hers, and those that nobody has taken in her villages; any other
is NotFound ``visit_not_found``. Each step locks the visit, so two couriers never both have it.
"""

from __future__ import annotations

import datetime as dt
from typing import Unpack
from uuid import UUID

from courier.domain.errors import Conflict, NotFound
from courier.domain.positions import Spot
from courier.domain.visit_outcomes import CASES, Told, check_next_day, read_reason
from courier.domain.visits import NotDoneReason, VisitState, check_step
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.services.round_plans import hers_since, in_order, is_due
from courier.services.told_people import OF_VISIT
from courier.services.visit_doubles import NOTHING_PAID, may_be_signed_off, withdraw_listed
from courier.services.visit_outcomes import StepFacts, bring_before_township, what_was_told
from courier.services.visit_views import Round, VisitView, view_of
from courier.store.queries import households as household_queries
from courier.store.queries import visit_positions as positions
from courier.store.queries import visits as queries
from courier.store.rows.visits import LockedVisit
from courier.store.unit_of_work import Work


def todays_visits(core: Core, actor: Actor) -> Round:
    """Her visits: those of today in the order to go, later ones soonest first."""
    today = china_day(core)
    with core.begin_for(actor) as work:
        rows = hers_since(work, actor, today)
        due = in_order(work, actor, [row for row in rows if is_due(row, today)], today)
    over = [row for row in rows if VisitState(row.status).is_over]
    later = [row for row in rows if not (is_due(row, today) or row in over)]
    return Round(
        due=tuple(view_of(row, core.sealer) for row in due),
        later=tuple(view_of(row, core.sealer) for row in later),
        done=tuple(view_of(row, core.sealer) for row in over),
    )


def offered_visits(core: Core, actor: Actor) -> tuple[VisitView, ...]:
    """Asked for in her villages and nobody's yet; without name, place and telephone."""
    with core.begin_for(actor) as work:
        rows = queries.offered_visits(work, actor.county_id, actor.person_id)
    return tuple(view_of(row, None) for row in rows)


def visit_of(core: Core, actor: Actor, visit_id: UUID) -> VisitView:
    """One visit: in full if it is hers, without the contact if it is still offered.

    Raises NotFound ``visit_not_found``.
    """
    with core.begin_for(actor) as work:
        row = queries.visit(work, actor.county_id, visit_id)
        hers = row is not None and row.courier_id == actor.person_id
        if row is None or not (hers or _is_offered(work, actor, row.village_code, row.status)):
            raise NotFound("visit_not_found")
        steps = queries.states(work, actor.county_id, visit_id)
    return view_of(row, core.sealer if hers else None, steps)


def accept_visit(core: Core, actor: Actor, visit_id: UUID) -> VisitView:
    """Take a visit on; again is no error.

    Raises NotFound ``visit_not_found``, Conflict ``visit_taken`` when another was first,
    ``visit_over`` when it was called off.
    """
    with core.begin_for(actor) as work:
        visit = _locked(work, actor, visit_id)
        if visit.courier_id not in (None, actor.person_id):
            raise Conflict("visit_taken")
        if visit.courier_id is None:
            check_step(VisitState(visit.status), VisitState.ACCEPTED)
            _append(work, core, actor, visit, VisitState.ACCEPTED)
            queries.assign(work, actor.county_id, visit_id, actor.person_id)
        work.commit()
    return visit_of(core, actor, visit_id)


def depart(core: Core, actor: Actor, visit_id: UUID) -> VisitView:
    """Set out."""
    return _take_step(core, actor, visit_id, VisitState.ON_THE_WAY)


def arrive(core: Core, actor: Actor, visit_id: UUID, spot: Spot | None = None) -> VisitView:
    """Stand at the door; ``spot`` is about where, if she let her phone say it."""
    with core.begin_for(actor) as work:
        step_in(work, core, actor, visit_id, VisitState.ARRIVED)
        if spot is not None:
            positions.keep(work, actor.county_id, visit_id, spot, core.clock.now())
        work.commit()
    return visit_of(core, actor, visit_id)


def finish(core: Core, actor: Actor, visit_id: UUID) -> VisitView:
    """Sign the visit off; that somebody paid is noted if receipts are there.

    Raises Conflict ``visit_other_step`` before she arrived, ``visit_nothing_paid`` where nobody
    of the household has paid and somebody still owes, or no household was met.
    """
    return _take_step(core, actor, visit_id, VisitState.SIGNED_OFF)


def not_done(
    core: Core,
    actor: Actor,
    visit_id: UUID,
    *,
    reason: NotDoneReason | str,
    next_on: dt.date | None = None,
    told: Told | None = None,
) -> VisitView:
    """She came for nothing; with a next day the visit stays hers for that day.

    Raises BadInput ``visit_reason_missing``, ``visit_next_day_missing``, ``visit_no_next_day``,
    ``visit_day_past``, ``visit_day_far``, ``visit_words_long``; NotFound
    ``visit_person_unknown``; Conflict ``visit_other_step``, ``visit_over``, or
    ``visit_was_paid`` when somebody did pay.
    """
    with core.begin_for(actor) as work:
        not_done_in(work, core, actor, visit_id, reason=reason, next_on=next_on, told=told)
        work.commit()
    return visit_of(core, actor, visit_id)


def not_done_in(
    work: Work,
    core: Core,
    actor: Actor,
    visit_id: UUID,
    *,
    reason: NotDoneReason | str,
    next_on: dt.date | None,
    told: Told | None = None,
) -> None:
    """The same within a transaction."""
    why, told = read_reason(reason), told or Told()
    check_next_day(why, next_on, china_day(core))
    visit = _hers(work, actor, visit_id)
    if visit.status == VisitState.PAID:
        raise Conflict("visit_was_paid")
    check_step(VisitState(visit.status), VisitState.NOT_DONE)
    facts = what_was_told(work, actor, visit, why, told)
    _append(work, core, actor, visit, VisitState.NOT_DONE, **facts)
    if why in CASES:
        bring_before_township(core, work, actor, visit, reason=why, told=told)
    if next_on is not None:
        _append(work, core, actor, visit, VisitState.ACCEPTED)
        queries.move_to(work, actor.county_id, visit_id, next_on)


def step_in(work: Work, core: Core, actor: Actor, visit_id: UUID, state: VisitState) -> None:
    """Set out, arrive or sign off within a transaction; where it stands already is no error."""
    visit = _hers(work, actor, visit_id)
    if visit.status == state:
        return
    check_step(VisitState(visit.status), state)
    if state is VisitState.SIGNED_OFF:
        _check_outcome(work, core, actor, visit)
    _append(work, core, actor, visit, state)


def _check_outcome(work: Work, core: Core, actor: Actor, visit: LockedVisit) -> None:
    """What was paid on this visit is written down; else the household has to be settled."""
    if visit.status != VisitState.PAID:
        if not may_be_signed_off(work, core, actor, visit.visit_id):
            raise Conflict(NOTHING_PAID)
    elif visit.written != VisitState.PAID:
        _append(work, core, actor, visit, VisitState.PAID)


def attach_household(core: Core, actor: Actor, *, visit_id: UUID, household_id: UUID) -> VisitView:
    """Note which household was met, and that she has arrived.

    Raises NotFound ``visit_not_found`` or ``household_not_found`` (also for one outside her
    villages), Conflict ``visit_over``.
    """
    with core.begin_for(actor) as work:
        visit = _hers(work, actor, visit_id)
        if not household_queries.is_hers(work, actor.county_id, actor.person_id, household_id):
            raise NotFound("household_not_found")
        if VisitState(visit.status).is_over:
            raise Conflict("visit_over")
        if visit.household_id != household_id:
            queries.attach(work, actor.county_id, visit_id, household_id)
        withdraw_listed(core, work, actor, household_id, visit_id)
        if visit.status in {VisitState.ACCEPTED, VisitState.ON_THE_WAY}:
            _append(work, core, actor, visit, VisitState.ARRIVED)
        work.commit()
    return visit_of(core, actor, visit_id)


def _is_offered(work: Work, actor: Actor, village_code: str, status: str) -> bool:
    return status == VisitState.REQUESTED and household_queries.is_her_village(
        work, actor.county_id, actor.person_id, village_code
    )


def _locked(work: Work, actor: Actor, visit_id: UUID) -> LockedVisit:
    visit = queries.lock_for_courier(work, actor.county_id, actor.person_id, visit_id)
    if visit is None:
        raise NotFound("visit_not_found")
    return visit


def _hers(work: Work, actor: Actor, visit_id: UUID) -> LockedVisit:
    visit = _locked(work, actor, visit_id)
    if visit.courier_id != actor.person_id:
        raise NotFound("visit_not_found")
    return visit


def _take_step(core: Core, actor: Actor, visit_id: UUID, state: VisitState) -> VisitView:
    with core.begin_for(actor) as work:
        step_in(work, core, actor, visit_id, state)
        work.commit()
    return visit_of(core, actor, visit_id)


def _append(
    work: Work,
    core: Core,
    actor: Actor,
    visit: LockedVisit,
    state: VisitState,
    **facts: Unpack[StepFacts],
) -> None:
    queries.add_state(
        work,
        actor.county_id,
        visit.visit_id,
        state,
        core.clock.now(),
        courier_id=actor.person_id,
        **facts,
    )
    if state in OF_VISIT:
        told = {"county_id": actor.county_id, "visit_id": visit.visit_id, "state": state.value}
        work.defer("tell_of_visit", told)
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=f"visit_{state.value}",
        subject=f"visit:{visit.visit_no}",
    )
