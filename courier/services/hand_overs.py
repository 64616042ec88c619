"""A courier's villages and open visits go to a successor, in one transaction.

Visits keep their state. Cash in the predecessor's hand stays hers to hand in, and is named; money
never moves here. Both get cards with their new villages, no longer valid than the ones before.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain.courier_states import (
    CourierEvent,
    CourierStatus,
    CourierStep,
    clean_reason,
    plain_text,
    refuse_step,
)
from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.ledger import Account
from courier.domain.money import Money
from courier.domain.permissions import Permission
from courier.domain.visits import UNDER_WAY, VisitState
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.courier_history import note, whose
from courier.services.courier_views import PlaceView
from courier.services.couriers import reissue_in, revoke_in
from courier.services.told_people import tell_of_new_courier
from courier.store.queries import cards as card_sql
from courier.store.queries import hand_overs as sql
from courier.store.queries import ledger, visits
from courier.store.rows.couriers import PlaceRow
from courier.store.rows.hand_overs import HeldRow, MovedVisitRow, SuccessorRow
from courier.store.unit_of_work import Work

_SET_OUT = UNDER_WAY - {VisitState.PAID}


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is to be handed over: some villages, or everything with the end of her work."""

    successor_id: UUID
    village_codes: tuple[str, ...]
    ends: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who may take over."""

    courier_id: UUID
    name: str
    courier_no: str
    township_name: str


@dataclass(frozen=True, slots=True)
class HandOverView:
    """What a courier has in her hands; those who may take over, of her township first."""

    name: str
    villages: tuple[PlaceView, ...]
    open_visits: int
    cash: Money
    successors: tuple[Successor, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What moved, and the cash that she still has to hand in."""

    successor_name: str
    villages: int
    visits: int
    still_owed: Money


def hand_over_view(core: Core, *, actor: Actor, courier_id: UUID, said: str = "") -> HandOverView:
    """What there is to hand over. ``said`` is part of a successor's name, or a whole number.

    Raises NotFound ``courier_unknown``, Conflict ``courier_not_in_state``.
    """
    require(actor, Permission.KEEP_COURIERS)
    facts = {**area_of(actor), "courier_id": courier_id, "said": plain_text(said) or None}
    with core.begin_for(actor) as work:
        held = work.all(HeldRow, sql.HOLD, {**facts, "successor_id": courier_id})
        if not held:
            raise NotFound("courier_unknown")
        refuse_step(CourierStatus(held[0].status), CourierStep.HAND_OVER)
        villages = work.all(PlaceRow, sql.VILLAGES, facts)
        waiting = int(work.scalar(sql.COUNT_OPEN_VISITS, facts))
        successors = work.all(SuccessorRow, sql.SUCCESSORS, facts)
        cash = _cash(work, actor, courier_id)
    return HandOverView(
        name=held[0].name,
        villages=tuple(PlaceView(row.region_code, row.name) for row in villages),
        open_visits=waiting,
        cash=cash,
        successors=tuple(
            Successor(one.courier_id, one.name, one.courier_no, one.township_name)
            for one in successors
        ),
    )


def hand_over(core: Core, *, actor: Actor, courier_id: UUID, what: HandOver) -> HandedOver:
    """Do it all or nothing. With ``what.ends`` all villages go and she is revoked, if she was not.

    Raises NotFound ``courier_unknown`` (also for a successor outside the area); BadInput
    ``reason_missing``, ``villages_missing``, ``village_not_hers``, ``villages_none_kept``;
    Conflict ``courier_not_in_state``, ``successor_not_active``, ``successor_is_herself``.
    """
    require(actor, Permission.KEEP_COURIERS)
    reason = clean_reason(what.reason)
    if what.successor_id == courier_id:
        raise Conflict("successor_is_herself")
    with core.begin_for(actor) as work:
        predecessor, successor = _hold_both(work, actor, courier_id, what.successor_id)
        places = _places(work, actor, courier_id, what)
        codes = {"village_codes": [one.region_code for one in places], "ends": what.ends}
        where = {**whose(actor, courier_id), "successor_id": what.successor_id}
        moved = _move(core, work, actor, {**where, **codes})
        names = "、".join(one.name for one in places)
        owed = _cash(work, actor, courier_id)
        facts = {"villages": len(places), "visits": moved, "cash_fen": owed.fen}
        line = f"{names} → {successor.name} {successor.courier_no}"
        note(core, work, actor, courier_id, CourierEvent.HANDED_OVER, reason=line, facts=facts)
        line = f"{names} ← {predecessor.name} {predecessor.courier_no}"
        note(core, work, actor, what.successor_id, CourierEvent.TAKEN_OVER, reason=line)
        if what.ends and predecessor.status != CourierStatus.REVOKED:
            revoke_in(core, work, actor, courier_id, reason)
        elif not what.ends:
            _reissue(core, work, actor, courier_id)
        _reissue(core, work, actor, what.successor_id)
        work.commit()
    return HandedOver(successor.name, len(places), moved, owed)


def _hold_both(
    work: Work, actor: Actor, courier_id: UUID, successor_id: UUID
) -> tuple[HeldRow, HeldRow]:
    facts = {**area_of(actor), "courier_id": courier_id, "successor_id": successor_id}
    held = {one.courier_id: one for one in work.all(HeldRow, sql.HOLD, facts)}
    if len(held) != len((courier_id, successor_id)):
        raise NotFound("courier_unknown")
    refuse_step(CourierStatus(held[courier_id].status), CourierStep.HAND_OVER)
    if held[successor_id].status != CourierStatus.ACTIVE:
        raise Conflict("successor_not_active")
    return held[courier_id], held[successor_id]


def _places(work: Work, actor: Actor, courier_id: UUID, what: HandOver) -> list[PlaceRow]:
    """The villages that go."""
    hers = work.all(PlaceRow, sql.VILLAGES, whose(actor, courier_id))
    if what.ends:
        return hers
    chosen = set(what.village_codes)
    if not chosen:
        raise BadInput("villages_missing")
    if not chosen <= {one.region_code for one in hers}:
        raise BadInput("village_not_hers")
    if len(chosen) == len(hers):
        raise BadInput("villages_none_kept")
    return [one for one in hers if one.region_code in chosen]


def _move(core: Core, work: Work, actor: Actor, facts: dict[str, object]) -> int:
    """Move villages and visits, and tell those who wait; how many visits it were.

    A visit to which she had set out begins anew: the other stands at nobody's door yet.
    """
    successor_id = UUID(str(facts["successor_id"]))
    work.run(sql.GIVE_VILLAGES, facts)
    work.run(sql.TAKE_VILLAGES, facts)
    moved = work.all(MovedVisitRow, sql.MOVE_VISITS, facts)
    for one in moved:
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="visit_handed_over",
            subject=f"visit:{one.visit_no}",
            facts={"from": facts["courier_id"], "to": successor_id},
        )
        if VisitState(one.status) in _SET_OUT:
            state, now = VisitState.ACCEPTED, core.clock.now()
            visits.add_state(
                work, actor.county_id, one.visit_id, state, now, courier_id=successor_id
            )
        tell_of_new_courier(core, work, actor.county_id, one.visit_id)
    return len(moved)


def _reissue(core: Core, work: Work, actor: Actor, courier_id: UUID) -> None:
    """A card with her new villages; one that has run out is left for the renewal."""
    until = work.scalar(card_sql.LIVE_EXPIRY, whose(actor, courier_id))
    if until is not None and until > core.clock.now():
        reissue_in(core, work, actor, courier_id)


def _cash(work: Work, actor: Actor, courier_id: UUID) -> Money:
    return Money(ledger.balance(work, actor.county_id, Account.CUSTODY, str(courier_id)))
