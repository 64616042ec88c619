"""Sign-in of admins (name and password) and couriers (number and PIN on a registered phone).

A second factor for admins belongs between the password and ``_open_session``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID, uuid4

from courier.domain.courier_states import plain_text
from courier.domain.errors import NotAllowed, Refused
from courier.services.core import Actor, ActorKind, Core
from courier.services.passwords import secret_fits, token_hash
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import AdminSecretRow, CourierSecretRow, SignedInRow
from courier.store.unit_of_work import Work

LONGEST_SESSION = dt.timedelta(hours=12)
TRIES = 5
LOCKED_FOR = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session that has begun: what the browser keeps."""

    county_id: int
    session_id: UUID


def actor_of_session(core: Core, *, county_id: int, session_id: UUID) -> Actor | None:
    """Who is signed in; None as soon as session, phone, admin or courier is no longer good."""
    with core.begin() as work:
        row = work.first(
            SignedInRow,
            sql.WHO_IS_SIGNED_IN,
            {
                "county_id": county_id,
                "session_id": session_id,
                "oldest": core.clock.now() - LONGEST_SESSION,
            },
        )
    if row is None:
        return None
    kind = ActorKind(row.kind)
    return Actor(kind, county_id, row.person_id, row.name, row.region_code, row.role)


def sign_in_admin(core: Core, *, sign_in_name: str, password: str) -> SessionView:
    """Begin an admin's session.

    Raises NotAllowed ``sign_in_wrong`` (the same for a name that nobody has) and Refused
    ``sign_in_locked`` after five wrong passwords.
    """
    now = core.clock.now()
    with core.begin() as work:
        row = work.first(
            AdminSecretRow, sql.ADMIN_TO_CHECK, {"sign_in_name": plain_text(sign_in_name)}
        )
        fits = secret_fits(row.password_hash if row else None, password)
        if row is None or row.disabled_at is not None:
            raise NotAllowed("sign_in_wrong")
        _refuse_if_locked(row.locked_until, now)
        who = {"county_id": row.county_id, "person_id": row.admin_id}
        if not fits:
            _note_failure(work, sql.NOTE_ADMIN_TRY, who, row.failed_sign_ins, now)
            raise NotAllowed("sign_in_wrong")
        work.run(sql.NOTE_ADMIN_TRY, {**who, "failed": 0, "locked_until": None})
        view = _open_session(work, ActorKind.ADMIN, who, now)
        work.commit()
    return view


def sign_in_courier(
    core: Core, *, county_id: int, device_token: str, courier_no: str, pin: str
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
        _refuse_if_locked(row.locked_until, now)
        who = {"county_id": county_id, "person_id": row.courier_id}
        fits = secret_fits(row.pin_hash, pin)
        if not fits or row.courier_no != courier_no.strip():
            _note_failure(work, sql.NOTE_COURIER_TRY, who, row.failed_pins, now)
            raise NotAllowed("sign_in_wrong")
        if row.status != "active":
            raise NotAllowed("courier_not_active")
        work.run(sql.NOTE_COURIER_TRY, {**who, "failed": 0, "locked_until": None})
        view = _open_session(work, ActorKind.COURIER, {**who, "device_id": row.device_id}, now)
        work.commit()
    return view


def end_session(core: Core, *, county_id: int, session_id: UUID) -> None:
    """Sign out; ending an ended session is no error."""
    with core.begin() as work:
        ended = work.run(
            sql.END_SESSION,
            {"county_id": county_id, "session_id": session_id, "now": core.clock.now()},
        ).one_or_none()
        if ended is not None:
            _record(work, county_id, (ended.kind, str(ended.person_id)), "signed_out")
        work.commit()


def _refuse_if_locked(locked_until: dt.datetime | None, now: dt.datetime) -> None:
    if locked_until is not None and locked_until > now:
        raise Refused("sign_in_locked", until=locked_until)


def _note_failure(
    work: Work, statement: str, who: Mapping[str, object], failed: int, now: dt.datetime
) -> None:
    """Count a wrong try and keep it, although the sign-in fails."""
    failed += 1
    locked_until = now + LOCKED_FOR if failed >= TRIES else None
    work.run(
        statement,
        {**who, "failed": 0 if locked_until else failed, "locked_until": locked_until},
    )
    work.commit()


def _open_session(
    work: Work, kind: ActorKind, who: Mapping[str, object], now: dt.datetime
) -> SessionView:
    session_id = uuid4()
    work.run(
        sql.START_SESSION,
        {"device_id": None, **who, "session_id": session_id, "kind": kind.value, "now": now},
    )
    county_id = cast("int", who["county_id"])
    _record(work, county_id, (kind.value, str(who["person_id"])), "signed_in")
    return SessionView(county_id, session_id)


def _record(work: Work, county_id: int, actor: tuple[str, str], action: str) -> None:
    work.record(county_id=county_id, actor=actor, action=action, subject=f"session:{actor[1]}")
