"""Couriers: proposed by one admin, approved by another, invited, suspended, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from courier.domain.courier_states import (
    CourierStatus,
    CourierStep,
    clean_mobile,
    clean_reason,
    refuse_step,
)
from courier.domain.errors import BadInput, NotFound, Refused
from courier.domain.names import clean_name
from courier.domain.permissions import Permission
from courier.domain.regions import within
from courier.ports import FieldKind
from courier.services.areas import area_of, require
from courier.services.card_issue import issue_in, revoke_cards_in
from courier.services.core import Actor, Core
from courier.store.queries import accounts, couriers
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class NewCourier:
    """What an admin writes about somebody who shall become a courier; ``photo`` as uploaded."""

    name: str
    phone: str
    township_code: str
    village_codes: tuple[str, ...]
    photo: bytes


def create_courier(core: Core, *, actor: Actor, new: NewCourier) -> UUID:
    """Propose a courier; answers her id. Nothing works for her until a second admin approves.

    Raises BadInput ``name_*``, ``mobile_invalid``, ``picture_*``, ``villages_missing``,
    ``village_outside_township``; NotFound ``township_unknown`` outside the admin's area.
    """
    require(actor, Permission.KEEP_COURIERS)
    _check_places(actor, new)
    courier_id = uuid4()
    facts = {
        "county_id": actor.county_id,
        "courier_id": courier_id,
        "name": clean_name(new.name),
        "phone": core.sealer.seal(FieldKind.PHONE, clean_mobile(new.phone)),
        "photo": core.pictures.clean_photo(new.photo),
        "township_code": new.township_code,
        "created_by": actor.person_id,
        "now": core.clock.now(),
    }
    codes = sorted(set(new.village_codes))
    with core.begin() as work:
        if not work.scalar(couriers.IS_TOWNSHIP, facts):
            raise NotFound("township_unknown")
        work.run(couriers.ADD, facts)
        added = work.run(couriers.ADD_VILLAGES, {**facts, "village_codes": codes}).rowcount
        if added != len(codes):
            raise BadInput("village_outside_township")
        _note(core, work, actor, courier_id, CourierStatus.APPLIED)
        work.commit()
    return courier_id


def approve_courier(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """Approve as the second person, and issue the card.

    Raises Refused ``other_admin_must_approve`` for the admin who proposed her.
    """
    with core.begin() as work:
        _lock(work, actor, courier_id, CourierStep.APPROVE)
        where = _where(actor, courier_id)
        proposed_by = work.scalar(couriers.PROPOSED_BY, where)
        if proposed_by == actor.person_id:
            raise Refused("other_admin_must_approve")
        work.run(couriers.APPROVE, {**where, "admin_id": actor.person_id})
        _note(core, work, actor, courier_id, CourierStatus.APPROVED)
        issue_in(core, work, actor, courier_id)
        work.commit()


def suspend_courier(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """Stop a courier at once: sessions end, the card is no longer in order."""
    why = clean_reason(reason)
    with core.begin() as work:
        _lock(work, actor, courier_id, CourierStep.SUSPEND)
        where = _where(actor, courier_id)
        work.run(couriers.SET_STATUS, {**where, "status": CourierStatus.SUSPENDED.value})
        _end_sessions(core, work, actor, courier_id)
        _note(core, work, actor, courier_id, CourierStatus.SUSPENDED, reason=why)
        work.commit()


def reinstate_courier(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """Let a suspended courier work again; she signs in anew."""
    with core.begin() as work:
        _lock(work, actor, courier_id, CourierStep.REINSTATE)
        work.run(couriers.REINSTATE, _where(actor, courier_id))
        _note(core, work, actor, courier_id, CourierStatus.ACTIVE)
        work.commit()


def revoke_courier(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """End a courier's work for good: sessions, phone and card."""
    why = clean_reason(reason)
    with core.begin() as work:
        _lock(work, actor, courier_id, CourierStep.REVOKE)
        where = _where(actor, courier_id)
        now = core.clock.now()
        work.run(couriers.SET_STATUS, {**where, "status": CourierStatus.REVOKED.value})
        _end_sessions(core, work, actor, courier_id)
        work.run(accounts.REVOKE_DEVICES_OF, {**where, "now": now})
        work.run(accounts.FORGET_OPEN_INVITATIONS, where)
        revoke_cards_in(work, actor.county_id, courier_id, now)
        _note(core, work, actor, courier_id, CourierStatus.REVOKED, reason=why)
        work.commit()


def issue_card(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """Issue a fresh card; the one before is revoked in the same moment."""
    with core.begin() as work:
        _lock(work, actor, courier_id, CourierStep.ISSUE_CARD)
        issue_in(core, work, actor, courier_id)
        work.commit()


def revoke_card(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """A lost or stolen card is void at once; the courier herself stays as she is."""
    why = clean_reason(reason)
    with core.begin() as work:
        _lock(work, actor, courier_id, CourierStep.REVOKE)
        revoke_cards_in(work, actor.county_id, courier_id, core.clock.now())
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="card_revoked",
            subject=f"courier:{courier_id}",
            facts={"reason": why},
        )
        work.commit()


def _check_places(actor: Actor, new: NewCourier) -> None:
    if not new.village_codes:
        raise BadInput("villages_missing")
    if not within(actor.region_code, new.township_code):
        raise NotFound("township_unknown")


def _lock(work: Work, actor: Actor, courier_id: UUID, step: CourierStep) -> None:
    """Hold the courier for this step. Raises NotFound ``courier_unknown`` outside the area."""
    require(actor, Permission.KEEP_COURIERS)
    status = work.scalar(couriers.LOCK, {**area_of(actor), "courier_id": courier_id})
    if status is None:
        raise NotFound("courier_unknown")
    refuse_step(CourierStatus(status), step)


def _where(actor: Actor, courier_id: UUID) -> dict[str, object]:
    return {"county_id": actor.county_id, "courier_id": courier_id}


def _end_sessions(core: Core, work: Work, actor: Actor, courier_id: UUID) -> None:
    work.run(
        accounts.END_SESSIONS_OF,
        {"county_id": actor.county_id, "person_id": courier_id, "now": core.clock.now()},
    )


def _note(
    core: Core,
    work: Work,
    actor: Actor,
    courier_id: UUID,
    state: CourierStatus,
    *,
    reason: str | None = None,
) -> None:
    """Write the history of the courier and the trail of the admin."""
    work.run(
        couriers.ADD_STATE,
        {
            **_where(actor, courier_id),
            "state": state.value,
            "now": core.clock.now(),
            "by_admin": actor.person_id,
            "reason": reason,
        },
    )
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=f"courier_{state.value}",
        subject=f"courier:{courier_id}",
    )
