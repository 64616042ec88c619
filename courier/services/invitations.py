"""Invitations: a link that works for one phone, sets the courier's PIN and registers her phone."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from courier.domain.courier_states import (
    CourierEvent,
    CourierStatus,
    CourierStep,
    check_pin,
    refuse_step,
)
from courier.domain.errors import Conflict, NotAllowed, NotFound
from courier.services.core import Actor, ActorKind, Core
from courier.services.courier_history import add_to_history, end_sessions, hold, note, whose
from courier.services.passwords import hash_secret, secret_fits, token_hash
from courier.services.tries import after_a_wrong_one, refuse_if_locked
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import CourierPinRow, InvitationRow
from courier.store.unit_of_work import Work

VALID_FOR = dt.timedelta(hours=72)
AGAIN_WITHIN = dt.timedelta(minutes=15)  # browsers write cookies to the disk up to a minute late
TOKEN_BYTES = 32
COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Invitation:
    """A fresh link's last part; it is shown once and kept nowhere."""

    token: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class InvitedView:
    """Whom an invitation is for."""

    name: str
    courier_no: str
    expires_at: dt.datetime
    is_again: bool  # it was used a moment ago


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A registered phone; the token is for its cookie and kept nowhere else."""

    county_id: int
    courier_no: str
    device_token: str


def invite_courier(core: Core, *, actor: Actor, courier_id: UUID) -> Invitation:
    """Make a link that is good for 72 hours; an earlier unused one stops working.

    Raises NotFound ``courier_unknown``, Conflict ``courier_not_in_state``.
    """
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.INVITE)
        invitation = _invite(core, work, actor, courier_id)
        work.commit()
    return invitation


def report_lost_phone(core: Core, *, actor: Actor, courier_id: UUID) -> Invitation:
    """Her phone is lost: its sign-ins and its key are dead at once, and she is invited anew.

    Her printed card stays. Raises NotFound ``courier_unknown``, Conflict
    ``courier_not_in_state``.
    """
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.REPORT_LOST_PHONE)
        end_sessions(core, work, actor.county_id, courier_id)
        work.run(sql.REVOKE_DEVICES_OF, {**whose(actor, courier_id), "now": core.clock.now()})
        note(core, work, actor, courier_id, CourierEvent.PHONE_LOST)
        invitation = _invite(core, work, actor, courier_id)
        work.commit()
    return invitation


def read_invitation(core: Core, *, token: str) -> InvitedView:
    """Whom it is for. Raises NotFound ``invitation_unknown``, Conflict ``invitation_*``."""
    with core.begin() as work:
        row = _good_invitation(core, work, token)
    return InvitedView(row.name, row.courier_no, row.expires_at, row.used_at is not None)


def accept_invitation(core: Core, *, token: str, pin: str) -> NewDevice:
    """Set the PIN and register this phone; any other phone of hers stops working.

    A phone that died, or heard no answer, may not have kept its registration: for a quarter of an
    hour the link registers again whoever knows the PIN that was chosen with it.

    Raises BadInput ``pin_*``, NotFound ``invitation_unknown``, Conflict ``invitation_used``,
    ``invitation_expired`` or ``courier_not_in_state``; NotAllowed ``pin_wrong`` and Refused
    ``sign_in_locked`` the second time.
    """
    check_pin(pin)
    pin_hash = hash_secret(pin)
    county_id = county_of(token)
    with core.begin() as work:
        row = _good_invitation(core, work, token)
        check_pin(pin, courier_no=row.courier_no)
        facts = {
            "county_id": county_id,
            "courier_id": row.courier_id,
            "person_id": row.courier_id,
            "now": core.clock.now(),
        }
        if row.used_at is not None:
            _refuse_another_pin(work, facts, pin, core.clock.now())
        work.run(sql.USE_INVITATION, {**facts, "token_hash": token_hash(token)})
        work.run(sql.SET_PIN, {**facts, "pin_hash": pin_hash})
        device_token = _register(core, work, facts)
        work.commit()
    return NewDevice(county_id, row.courier_no, device_token)


def _refuse_another_pin(work: Work, who: dict[str, Any], pin: str, now: dt.datetime) -> None:
    known = work.first(CourierPinRow, sql.COURIER_PIN, who)
    if known is None:
        raise NotFound("invitation_unknown")
    refuse_if_locked(known.locked_until, now)
    if not secret_fits(known.pin_hash, pin):
        work.run(sql.NOTE_COURIER_TRY, {**who, **after_a_wrong_one(known.failed_pins, now)})
        work.commit()
        raise NotAllowed("pin_wrong")


def _register(core: Core, work: Work, facts: dict[str, Any]) -> str:
    """This phone and no other is hers; answers its token."""
    device_token = secrets.token_urlsafe(TOKEN_BYTES)
    work.run(sql.REVOKE_DEVICES_OF, facts)
    work.run(sql.END_SESSIONS_OF, facts)
    device = {"device_id": uuid4(), "token_hash": token_hash(device_token)}
    work.run(sql.ADD_DEVICE, {**facts, **device})
    add_to_history(work, facts, CourierStatus.ACTIVE, core.clock.now())
    trail = (ActorKind.COURIER.value, str(facts["courier_id"]))
    _record(work, facts["county_id"], trail, "phone_registered", facts["courier_id"])
    return device_token


def _invite(core: Core, work: Work, actor: Actor, courier_id: UUID) -> Invitation:
    token = f"{actor.county_id}-{secrets.token_urlsafe(TOKEN_BYTES)}"
    expires_at = core.clock.now() + VALID_FOR
    where = whose(actor, courier_id)
    work.run(sql.FORGET_OPEN_INVITATIONS, where)
    work.run(
        sql.ADD_INVITATION, {**where, "token_hash": token_hash(token), "expires_at": expires_at}
    )
    _record(work, actor.county_id, actor.trail, "courier_invited", courier_id)
    return Invitation(token, expires_at)


def _good_invitation(core: Core, work: Work, token: str) -> InvitationRow:
    row = work.first(
        InvitationRow,
        sql.INVITATION,
        {"county_id": county_of(token), "token_hash": token_hash(token)},
    )
    if row is None:
        raise NotFound("invitation_unknown")
    now = core.clock.now()
    if row.used_at is not None and not (row.made_her_phone and now < row.used_at + AGAIN_WITHIN):
        raise Conflict("invitation_used")
    if row.expires_at <= now:
        raise Conflict("invitation_expired")
    refuse_step(CourierStatus(row.status), CourierStep.INVITE)
    return row


def county_of(token: str, unknown: str = "invitation_unknown") -> int:
    """The county that a token names, so that the look-up stays within it."""
    county, _, _ = token.partition("-")
    if not (county.isascii() and county.isdigit() and len(county) <= COUNTY_DIGITS):
        raise NotFound(unknown)
    return int(county)


def _record(
    work: Work, county_id: int, actor: tuple[str, str], action: str, courier_id: UUID
) -> None:
    work.record(county_id=county_id, actor=actor, action=action, subject=f"courier:{courier_id}")
