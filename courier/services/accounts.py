"""Sign-in of couriers (number and PIN on a registered phone), and another PIN.

Admins sign in by ``services/admin_sign_in.py``.
"""

from __future__ import annotations

from uuid import UUID

from courier.domain.browsers import Browser
from courier.domain.courier_states import check_pin
from courier.domain.errors import NotAllowed
from courier.services.core import Actor, ActorKind, Core
from courier.services.passwords import hash_secret, secret_fits, token_hash
from courier.services.sessions import SessionView, open_session, renew_session
from courier.services.tries import after_a_wrong_one, refuse_if_locked
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import CourierPinRow, CourierSecretRow


def sign_in_courier(
    core: Core,
    *,
    county_id: int,
    device_token: str,
    courier_no: str,
    pin: str,
    browser: Browser = Browser.OTHER,
) -> SessionView:
    """Begin a courier's session on the phone that bears ``device_token``.

    Raises NotAllowed ``device_unknown`` (not registered, or no longer), ``sign_in_wrong``,
    ``courier_not_active``; Refused ``sign_in_locked`` after five wrong PINs.
    """
    now = core.clock.now()
    with core.begin() as work:
        row = work.first(
            CourierSecretRow,
            sql.COURIER_TO_CHECK,
            {"county_id": county_id, "token_hash": token_hash(device_token)},
        )
        if row is None:
            raise NotAllowed("device_unknown")
        refuse_if_locked(row.locked_until, now)
        who = {"county_id": county_id, "person_id": row.courier_id}
        fits = secret_fits(row.pin_hash, pin)
        if not fits or row.courier_no != courier_no.strip():
            work.run(sql.NOTE_COURIER_TRY, {**who, **after_a_wrong_one(row.failed_pins, now)})
            work.commit()
            raise NotAllowed("sign_in_wrong")
        if row.status != "active":
            raise NotAllowed("courier_not_active")
        work.run(sql.NOTE_COURIER_TRY, {**who, "failed": 0, "locked_until": None})
        phone = {**who, "device_id": row.device_id}
        view = open_session(work, ActorKind.COURIER, phone, now, browser=browser, by="pin")
        work.commit()
    return view


def change_pin(
    core: Core, *, actor: Actor, session_id: UUID, pin: str, new_pin: str
) -> SessionView:
    """Another PIN for the courier who gives the old one; her other sessions end.

    Raises BadInput ``pin_*``, NotAllowed ``pin_wrong``, Refused ``sign_in_locked`` after five.
    """
    check_pin(new_pin)
    now = core.clock.now()
    who = {"county_id": actor.county_id, "person_id": actor.person_id}
    with core.begin() as work:
        row = work.first(CourierPinRow, sql.COURIER_PIN, who)
        if row is None:
            raise NotAllowed("sign_in_needed")
        refuse_if_locked(row.locked_until, now)
        if not secret_fits(row.pin_hash, pin):
            work.run(sql.NOTE_COURIER_TRY, {**who, **after_a_wrong_one(row.failed_pins, now)})
            work.commit()
            raise NotAllowed("pin_wrong")
        check_pin(new_pin, courier_no=row.courier_no)
        work.run(sql.CHANGE_PIN, {**who, "pin_hash": hash_secret(new_pin)})
        view = renew_session(work, actor, session_id, now)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="pin_changed",
            subject=f"courier:{actor.person_id}",
        )
        work.commit()
    return view
