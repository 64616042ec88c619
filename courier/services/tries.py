"""Wrong tries of somebody who signs in: five lock for a quarter of an hour.

An admin's passwords, codes and recovery codes count together; only a whole sign-in forgives.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.domain.errors import NotAllowed, Refused
from courier.services.core import Actor
from courier.services.passwords import secret_fits
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import AdminSecretRow
from courier.store.unit_of_work import Work

TRIES = 5
LOCKED_FOR = dt.timedelta(minutes=15)


def refuse_if_locked(locked_until: dt.datetime | None, now: dt.datetime) -> None:
    """Raises Refused ``sign_in_locked``."""
    if locked_until is not None and locked_until > now:
        raise Refused("sign_in_locked", until=locked_until)


def after_a_wrong_one(failed: int, now: dt.datetime) -> dict[str, object]:
    """What is kept of the tries: their number, or the lock."""
    failed += 1
    locked_until = now + LOCKED_FOR if failed >= TRIES else None
    return {"failed": 0 if locked_until else failed, "locked_until": locked_until}


def admin_held(work: Work, county_id: int, admin_id: UUID) -> AdminSecretRow:
    """The admin's row, held for this transaction. Raises NotAllowed ``sign_in_needed``."""
    where = {"county_id": county_id, "admin_id": admin_id}
    row = work.first(AdminSecretRow, sql.ADMIN_TO_CHECK_AGAIN, where)
    if row is None or row.disabled_at is not None:
        raise NotAllowed("sign_in_needed")
    return row


def note_wrong_try(work: Work, admin: AdminSecretRow, now: dt.datetime, *, at: str) -> None:
    """Count it and keep it, although the sign-in fails; ``at`` names the step."""
    kept = after_a_wrong_one(admin.failed_sign_ins, now)
    work.run(sql.NOTE_ADMIN_TRY, {**_whose(admin), **kept})
    facts = {"at": at, "locked": kept["locked_until"] is not None}
    work.record(
        county_id=admin.county_id,
        actor=("machine", "sign_in"),
        action="sign_in_failed",
        subject=f"admin:{admin.admin_id}",
        facts=facts,
    )
    work.commit()


def forgive(work: Work, admin: AdminSecretRow) -> None:
    """Forget the wrong tries, after a whole sign-in."""
    work.run(sql.NOTE_ADMIN_TRY, {**_whose(admin), "failed": 0, "locked_until": None})


def check_own_password(work: Work, actor: Actor, password: str, now: dt.datetime) -> AdminSecretRow:
    """Before somebody changes how they sign in, the password is asked for again.

    Raises NotAllowed ``password_wrong``, Refused ``sign_in_locked``.
    """
    admin = admin_held(work, actor.home_county_id, actor.person_id)
    refuse_if_locked(admin.locked_until, now)
    if not secret_fits(admin.password_hash, password):
        note_wrong_try(work, admin, now, at="password_again")
        raise NotAllowed("password_wrong")
    return admin


def _whose(admin: AdminSecretRow) -> dict[str, object]:
    return {"county_id": admin.county_id, "person_id": admin.admin_id}
