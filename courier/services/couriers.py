"""Couriers: proposed by one admin, approved or refused by another, suspended, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from courier.domain.applications import PhotoFrame
from courier.domain.courier_states import (
    CourierEvent,
    CourierStatus,
    CourierStep,
    clean_mobile,
    clean_reason,
)
from courier.domain.errors import BadInput, NotFound, Refused
from courier.domain.names import clean_name
from courier.domain.permissions import Permission
from courier.domain.regions import within
from courier.ports import FieldKind
from courier.services.areas import require
from courier.services.card_issue import issue_in, revoke_cards_in
from courier.services.core import Actor, Core
from courier.services.courier_history import end_sessions, hold, note, whose
from courier.services.renewals import last_expiry
from courier.store.queries import accounts, couriers
from courier.store.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class NewCourier:
    """What an admin writes about somebody who shall become a courier.

    ``photo`` as uploaded, framed by ``frame``; without one she gives it herself.
    """

    name: str
    phone: str
    township_code: str
    village_codes: tuple[str, ...]
    photo: bytes = b""
    frame: PhotoFrame | None = None


def create_courier(core: Core, *, actor: Actor, new: NewCourier) -> UUID:
    """Propose a courier; answers her id. Nothing works for her until a second admin approves.

    Raises BadInput ``name_*``, ``mobile_invalid``, ``picture_*``, ``villages_missing``,
    ``village_outside_township``; NotFound ``township_unknown`` outside the admin's area.
    """
    require(actor, Permission.KEEP_COURIERS)
    with core.begin_for(actor) as work:
        courier_id = propose_in(core, work, actor, new)
        work.commit()
    return courier_id


def propose_in(core: Core, work: Work, actor: Actor, new: NewCourier) -> UUID:
    """Propose within another use-case's transaction. Raises as ``create_courier``."""
    _check_places(actor, new)
    courier_id = uuid4()
    facts = {
        "county_id": actor.county_id,
        "courier_id": courier_id,
        "name": clean_name(new.name),
        "phone": core.sealer.seal(FieldKind.PHONE, clean_mobile(new.phone)),
        "photo": core.cleaner.clean_photo(new.photo, new.frame) if new.photo else None,
        "township_code": new.township_code,
        "created_by": actor.person_id,
        "now": core.clock.now(),
    }
    codes = sorted(set(new.village_codes))
    if not work.scalar(couriers.IS_TOWNSHIP, facts):
        raise NotFound("township_unknown")
    work.run(couriers.ADD, facts)
    added = work.run(couriers.ADD_VILLAGES, {**facts, "village_codes": codes}).rowcount
    if added != len(codes):
        raise BadInput("village_outside_township")
    note(core, work, actor, courier_id, CourierStatus.APPLIED)
    return courier_id


def approve_courier(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """Approve as the second person, and issue the card.

    Raises Refused ``other_admin_must_approve`` for the admin who proposed her, ``photo_missing``;
    Conflict ``quiz_not_passed`` (within a year), ``identity_not_checked`` (by somebody else).
    """
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.APPROVE)
        where = whose(actor, courier_id)
        proposed_by = work.scalar(couriers.PROPOSED_BY, where)
        if proposed_by == actor.person_id:
            raise Refused("other_admin_must_approve")
        work.run(couriers.APPROVE, {**where, "admin_id": actor.person_id, "now": core.clock.now()})
        note(core, work, actor, courier_id, CourierStatus.APPROVED)
        issue_in(core, work, actor, courier_id)
        work.commit()


def refuse_courier(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """End an application with a reason; her phone is told so, and may do nothing more."""
    why = clean_reason(reason)
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.REFUSE)
        where = whose(actor, courier_id)
        work.run(couriers.REFUSE, {**where, "now": core.clock.now()})
        note(core, work, actor, courier_id, CourierStatus.REFUSED, reason=why)
        work.commit()


def suspend_courier(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """Stop a courier at once: sessions end, the card is no longer in order."""
    why = clean_reason(reason)
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.SUSPEND)
        where = whose(actor, courier_id)
        work.run(couriers.SET_STATUS, {**where, "status": CourierStatus.SUSPENDED.value})
        end_sessions(core, work, actor.county_id, courier_id)
        note(core, work, actor, courier_id, CourierStatus.SUSPENDED, reason=why)
        work.commit()


def reinstate_courier(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """Let a suspended courier work again; she signs in anew."""
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.REINSTATE)
        work.run(couriers.REINSTATE, whose(actor, courier_id))
        note(core, work, actor, courier_id, CourierStatus.ACTIVE)
        work.commit()


def revoke_courier(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """End a courier's work for good: sessions, phone and card."""
    why = clean_reason(reason)
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.REVOKE)
        revoke_in(core, work, actor, courier_id, why)
        work.commit()


def revoke_in(core: Core, work: Work, actor: Actor, courier_id: UUID, reason: str) -> None:
    """The same within another use-case's transaction; the courier is held."""
    where, now = whose(actor, courier_id), core.clock.now()
    work.run(couriers.SET_STATUS, {**where, "status": CourierStatus.REVOKED.value})
    end_sessions(core, work, actor.county_id, courier_id)
    work.run(accounts.REVOKE_DEVICES_OF, {**where, "now": now})
    work.run(accounts.FORGET_OPEN_INVITATIONS, where)
    revoke_cards_in(work, actor.county_id, courier_id, now)
    note(core, work, actor, courier_id, CourierStatus.REVOKED, reason=reason)


def issue_card(core: Core, *, actor: Actor, courier_id: UUID) -> None:
    """Issue a card in place of another, which is void in the same moment; no longer valid than it.

    Raises Refused ``card_needs_renewal`` where that one has run out.
    """
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.ISSUE_CARD)
        reissue_in(core, work, actor, courier_id)
        work.commit()


def reissue_in(core: Core, work: Work, actor: Actor, courier_id: UUID) -> None:
    """The same within another use-case's transaction; the courier is held."""
    until = last_expiry(work, actor, courier_id)
    if until <= core.clock.now():
        raise Refused("card_needs_renewal")
    issue_in(core, work, actor, courier_id, until=until)
    note(core, work, actor, courier_id, CourierEvent.CARD_REISSUED)


def revoke_card(core: Core, *, actor: Actor, courier_id: UUID, reason: str) -> None:
    """A lost or stolen card is void at once; the courier herself stays as she is."""
    why = clean_reason(reason)
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.REVOKE)
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
