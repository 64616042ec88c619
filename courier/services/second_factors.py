"""The second factors of an admin: set up at the first sign-in, changed later with the password."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid4

from courier.domain.browsers import Browser
from courier.domain.courier_states import plain_text
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.one_time_codes import matching_counter, six_digits
from courier.ports import FieldKind
from courier.services import recovery_codes
from courier.services.admin_sign_in import Begun, finish, held_half_way
from courier.services.core import Actor, Core
from courier.services.passkeys import Purpose, read_new_passkey, take_question
from courier.services.sessions import SessionView, renew_session
from courier.services.tries import check_own_password, note_wrong_try, refuse_if_locked
from courier.store.queries import second_factors as sql
from courier.store.rows.accounts import AdminSecretRow
from courier.store.rows.second_factors import CodeSeedRow, PasskeyRow
from courier.store.unit_of_work import Work

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class NewlySetUp:
    """A session, and the recovery codes that are shown this once."""

    session: SessionView
    recovery_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passkey:
    """One of one's own passkeys."""

    passkey_id: UUID
    name: str
    added_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has besides the password."""

    has_codes: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What the device answered to which challenge, and what its owner calls it."""

    name: str
    answer: str
    challenge: str


def my_factors(core: Core, *, actor: Actor) -> Factors:
    """The second factors of whoever asks."""
    where = _of(actor)
    with core.begin() as work:
        has_codes = work.first(CodeSeedRow, sql.CODE_SEED, where) is not None
        rows = work.all(PasskeyRow, sql.PASSKEYS_OF, where)
        left = recovery_codes.left(work, actor.home_county_id, actor.person_id)
    keys = tuple(Passkey(row.passkey_id, row.name, row.added_at, row.used_at) for row in rows)
    return Factors(has_codes, keys, left)


def set_up_codes(
    core: Core, *, begun: Begun, secret: str, code: str, browser: Browser
) -> NewlySetUp:
    """The first factor of somebody who has none: codes from a phone, proved by the first one.

    Raises NotAllowed ``code_wrong``, ``sign_in_needed``, ``factor_exists``.
    """
    now = core.clock.now()
    with core.begin() as work:
        admin = _held_without_factor(core, work, begun, now)
        counter = _counter(secret, code, now)
        if counter is None:
            note_wrong_try(work, admin, now, at="first_code")
            raise NotAllowed("code_wrong")
        _keep_codes(core, work, admin, secret, counter)
        done = _entered(work, admin, now, browser, "codes")
        work.commit()
    return done


def set_up_passkey(core: Core, *, begun: Begun, new: NewPasskey, browser: Browser) -> NewlySetUp:
    """The first factor of somebody who has none: a passkey.

    Raises NotAllowed ``passkey_wrong``, ``sign_in_needed``, ``factor_exists``.
    """
    now = core.clock.now()
    take_question(core, new.challenge, Purpose.NEW_PASSKEY, begun.admin_id)
    with core.begin() as work:
        admin = _held_without_factor(core, work, begun, now)
        _keep_passkey(core, work, admin, new, now)
        done = _entered(work, admin, now, browser, "passkey")
        work.commit()
    return done


def change_codes(
    core: Core, *, actor: Actor, session_id: UUID, password: str, secret: str, code: str
) -> SessionView:
    """Codes from another phone, or for the first time; all other sessions end.

    Raises NotAllowed ``password_wrong``, ``code_wrong``; Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        admin = check_own_password(work, actor, password, now)
        counter = _counter(secret, code, now)
        if counter is None:
            note_wrong_try(work, admin, now, at="first_code")
            raise NotAllowed("code_wrong")
        _keep_codes(core, work, admin, secret, counter)
        return _changed(work, actor, session_id, now, "codes_set_up")


def remove_codes(core: Core, *, actor: Actor, session_id: UUID, password: str) -> SessionView:
    """No codes any more, where there is a passkey.

    Raises NotAllowed ``password_wrong``, Conflict ``last_factor``, Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        check_own_password(work, actor, password, now)
        if not work.all(PasskeyRow, sql.PASSKEYS_OF, _of(actor)):
            raise Conflict("last_factor")
        work.run(sql.REMOVE_CODES, _of(actor))
        return _changed(work, actor, session_id, now, "codes_removed")


def add_passkey(
    core: Core, *, actor: Actor, session_id: UUID, password: str, new: NewPasskey
) -> SessionView:
    """One more passkey.

    Raises NotAllowed ``password_wrong``, ``passkey_wrong``; BadInput ``passkey_name_missing``;
    Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    take_question(core, new.challenge, Purpose.NEW_PASSKEY, actor.person_id)
    with core.begin() as work:
        admin = check_own_password(work, actor, password, now)
        _keep_passkey(core, work, admin, new, now)
        return _changed(work, actor, session_id, now, "passkey_added")


def remove_passkey(
    core: Core, *, actor: Actor, session_id: UUID, password: str, passkey_id: UUID
) -> SessionView:
    """One passkey less, unless it is the last factor.

    Raises NotAllowed ``password_wrong``, NotFound ``passkey_unknown``, Conflict ``last_factor``,
    Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        check_own_password(work, actor, password, now)
        kept = work.all(PasskeyRow, sql.PASSKEYS_OF, _of(actor))
        if passkey_id not in {row.passkey_id for row in kept}:
            raise NotFound("passkey_unknown")
        if len(kept) == 1 and not work.first(CodeSeedRow, sql.CODE_SEED, _of(actor)):
            raise Conflict("last_factor")
        work.run(sql.REMOVE_PASSKEY, {**_of(actor), "passkey_id": passkey_id})
        return _changed(work, actor, session_id, now, "passkey_removed")


def renew_recovery_codes(
    core: Core, *, actor: Actor, session_id: UUID, password: str
) -> NewlySetUp:
    """Ten new ones; the old ones are void.

    Raises NotAllowed ``password_wrong``, Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        check_own_password(work, actor, password, now)
        codes = recovery_codes.write_anew(work, actor.home_county_id, actor.person_id, now)
        session = _changed(work, actor, session_id, now, "recovery_codes_renewed")
    return NewlySetUp(session, codes)


def forget_factors(work: Work, county_id: int, admin_id: UUID) -> None:
    """Take everything but the password away, and whatever is half open."""
    where = {"county_id": county_id, "admin_id": admin_id}
    for statement in (
        sql.REMOVE_CODES,
        sql.REMOVE_PASSKEYS,
        sql.REMOVE_RECOVERY_CODES,
        sql.FORGET_BEGUN,
    ):
        work.run(statement, where)


def _held_without_factor(core: Core, work: Work, begun: Begun, now: dt.datetime) -> AdminSecretRow:
    admin = held_half_way(core, work, begun)
    refuse_if_locked(admin.locked_until, now)
    where = {"county_id": admin.county_id, "admin_id": admin.admin_id}
    if work.first(CodeSeedRow, sql.CODE_SEED, where) or work.all(
        PasskeyRow, sql.PASSKEYS_OF, where
    ):
        raise NotAllowed("factor_exists")
    return admin


def _counter(secret: str, code: str, now: dt.datetime) -> int | None:
    return matching_counter(secret, six_digits(code) or "", now, after=0)


def _keep_codes(core: Core, work: Work, admin: AdminSecretRow, secret: str, counter: int) -> None:
    sealed = core.sealer.seal(FieldKind.CODE_SEED, secret)
    where = {"county_id": admin.county_id, "admin_id": admin.admin_id}
    work.run(sql.KEEP_CODE_SEED, {**where, "secret": sealed, "counter": counter})


def _keep_passkey(
    core: Core, work: Work, admin: AdminSecretRow, new: NewPasskey, now: dt.datetime
) -> None:
    name = plain_text(new.name)[:LONGEST_NAME]
    if not name:
        raise BadInput("passkey_name_missing")
    verified = read_new_passkey(core, new.answer, new.challenge)
    facts = {
        "county_id": admin.county_id,
        "passkey_id": uuid4(),
        "admin_id": admin.admin_id,
        "credential_id": verified.credential_id,
        "public_key": verified.credential_public_key,
        "sign_count": verified.sign_count,
    }
    work.run(sql.ADD_PASSKEY, {**facts, "name": name, "now": now})


def _entered(
    work: Work, admin: AdminSecretRow, now: dt.datetime, browser: Browser, factor: str
) -> NewlySetUp:
    codes = recovery_codes.write_anew(work, admin.county_id, admin.admin_id, now)
    work.record(
        county_id=admin.county_id,
        actor=("admin", str(admin.admin_id)),
        action="second_factor_set_up",
        subject=f"admin:{admin.admin_id}",
        facts={"factor": factor},
    )
    return NewlySetUp(finish(work, admin, now, browser=browser, by=f"new_{factor}"), codes)


def _changed(
    work: Work, actor: Actor, session_id: UUID, now: dt.datetime, action: str
) -> SessionView:
    session = renew_session(work, actor, session_id, now)
    work.record(
        county_id=actor.home_county_id,
        actor=actor.trail,
        action=action,
        subject=f"admin:{actor.person_id}",
    )
    work.commit()
    return session


def _of(actor: Actor) -> dict[str, object]:
    return {"county_id": actor.home_county_id, "admin_id": actor.person_id}
