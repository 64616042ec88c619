"""Sign-in of admins: a password and then a code or a passkey; or a passkey alone.

After the password there is a row of ``begun_sign_ins``, which is no session: nothing opens for it
but the second step, or the setting up of one where there is none yet.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.browsers import Browser
from courier.domain.courier_states import plain_text
from courier.domain.errors import NotAllowed
from courier.domain.one_time_codes import matching_counter, six_digits
from courier.ports import FieldKind
from courier.services import recovery_codes
from courier.services.core import ActorKind, Core
from courier.services.passkeys import Purpose, check_answer, holder_of, take_question
from courier.services.passwords import secret_fits
from courier.services.sessions import SessionView, open_session, random_id
from courier.services.tries import admin_held, forgive, note_wrong_try, refuse_if_locked
from courier.store.queries import accounts
from courier.store.queries import second_factors as sql
from courier.store.rows.accounts import AdminSecretRow
from courier.store.rows.second_factors import BegunRow, CodeSeedRow
from courier.store.unit_of_work import Work

HALF_WAY = dt.timedelta(minutes=15)  # long enough to set an app up


@dataclass(frozen=True, slots=True)
class Begun:
    """An admin who gave the password, and what the second step may be."""

    county_id: int
    begun_id: UUID
    admin_id: UUID
    sign_in_name: str
    name: str
    has_codes: bool
    has_passkeys: bool

    @property
    def has_factor(self) -> bool:
        """Whether there is a second step; else one has to be set up."""
        return self.has_codes or self.has_passkeys


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session; ``codes_left`` is told after a recovery code, else None."""

    session: SessionView
    codes_left: int | None = None


def begin_sign_in(core: Core, *, sign_in_name: str, password: str) -> tuple[int, UUID]:
    """The first step; answers county and id of the half-open sign-in.

    Raises NotAllowed ``sign_in_wrong`` (the same for a name that nobody has) and Refused
    ``sign_in_locked`` after five wrong tries.
    """
    now = core.clock.now()
    with core.begin() as work:
        admin = work.first(
            AdminSecretRow, accounts.ADMIN_TO_CHECK, {"sign_in_name": plain_text(sign_in_name)}
        )
        fits = secret_fits(admin.password_hash if admin else None, password)
        if admin is None or admin.disabled_at is not None:
            raise NotAllowed("sign_in_wrong")
        refuse_if_locked(admin.locked_until, now)
        if not fits:
            note_wrong_try(work, admin, now, at="password")
            raise NotAllowed("sign_in_wrong")
        begun_id = random_id()
        who = {"county_id": admin.county_id, "admin_id": admin.admin_id}
        work.run(sql.FORGET_OLD_BEGUN, {**who, "oldest": now - HALF_WAY})
        work.run(sql.BEGIN_SIGN_IN, {**who, "begun_id": begun_id, "now": now})
        work.commit()
    return admin.county_id, begun_id


def begun_sign_in(core: Core, *, county_id: int, begun_id: UUID) -> Begun | None:
    """Who is half way in; None after a quarter of an hour, or when it is done."""
    with core.begin() as work:
        return read_begun(core, work, county_id, begun_id)


def read_begun(core: Core, work: Work, county_id: int, begun_id: UUID) -> Begun | None:
    """The same within a transaction."""
    oldest = core.clock.now() - HALF_WAY
    where = {"county_id": county_id, "begun_id": begun_id, "oldest": oldest}
    row = work.first(BegunRow, sql.WHO_BEGUN, where)
    if row is None:
        return None
    return Begun(
        row.county_id,
        row.begun_id,
        row.admin_id,
        row.sign_in_name,
        row.name,
        row.has_codes,
        row.has_passkeys,
    )


def sign_in_by_code(core: Core, *, begun: Begun, code: str, browser: Browser) -> SignedIn:
    """The second step: six digits from the phone, or a recovery code from the paper.

    Raises NotAllowed ``code_wrong`` (also for one that was used), ``sign_in_needed``; Refused
    ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        admin = held_half_way(core, work, begun)
        refuse_if_locked(admin.locked_until, now)
        digits = six_digits(code)
        fits = (
            _use_digits(core, work, admin, digits, now)
            if digits
            else recovery_codes.use(work, admin, code, now)
        )
        if not fits:
            note_wrong_try(work, admin, now, at="code")
            raise NotAllowed("code_wrong")
        by = "code" if digits else "recovery_code"
        session = finish(work, admin, now, browser=browser, by=by)
        left = None if digits else recovery_codes.left(work, admin.county_id, admin.admin_id)
        work.commit()
    return SignedIn(session, left)


def sign_in_by_passkey(
    core: Core, *, begun: Begun | None, answer: str, challenge: str, browser: Browser
) -> SignedIn:
    """The second step by a passkey; or, without a password before, the whole sign-in.

    A lock after wrong tries does not matter here: a passkey cannot be guessed.
    Raises NotAllowed ``passkey_wrong``, ``sign_in_needed``.
    """
    now = core.clock.now()
    purpose = Purpose.SECOND_STEP if begun else Purpose.SIGN_IN
    take_question(core, challenge, purpose, begun.admin_id if begun else None)
    county_id, admin_id = (begun.county_id, begun.admin_id) if begun else holder_of(answer)
    with core.begin() as work:
        if begun:
            held_half_way(core, work, begun)
        check_answer(core, work, (county_id, admin_id), answer, challenge)
        admin = admin_held(work, county_id, admin_id)
        by = "password_and_passkey" if begun else "passkey"
        session = finish(work, admin, now, browser=browser, by=by)
        work.commit()
    return SignedIn(session)


def held_half_way(core: Core, work: Work, begun: Begun) -> AdminSecretRow:
    """The admin held, while still half way in. Raises NotAllowed ``sign_in_needed``."""
    admin = admin_held(work, begun.county_id, begun.admin_id)
    if read_begun(core, work, begun.county_id, begun.begun_id) is None:
        raise NotAllowed("sign_in_needed")
    return admin


def finish(
    work: Work, admin: AdminSecretRow, now: dt.datetime, *, browser: Browser, by: str
) -> SessionView:
    """From half way in to a session; nothing stays half open."""
    forgive(work, admin)
    work.run(sql.FORGET_BEGUN, {"county_id": admin.county_id, "admin_id": admin.admin_id})
    who = {"county_id": admin.county_id, "person_id": admin.admin_id}
    return open_session(work, ActorKind.ADMIN, who, now, browser=browser, by=by)


def _use_digits(
    core: Core, work: Work, admin: AdminSecretRow, digits: str, now: dt.datetime
) -> bool:
    where = {"county_id": admin.county_id, "admin_id": admin.admin_id}
    kept = work.first(CodeSeedRow, sql.CODE_SEED, where)
    if kept is None:
        return False
    secret = core.sealer.open(FieldKind.CODE_SEED, kept.secret)
    counter = matching_counter(secret, digits, now, after=kept.last_counter)
    return counter is not None and bool(
        work.run(sql.USE_COUNTER, {**where, "counter": counter}).rowcount
    )
