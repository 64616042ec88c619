"""Admins: made by the operator, with a role and an area; and how they sign in is put right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from courier.domain.courier_states import plain_text
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.names import clean_name
from courier.domain.password_rules import check_password
from courier.domain.permissions import Permission, Role
from courier.services.areas import area_of, require
from courier.services.core import Actor, ActorKind, Core
from courier.services.passwords import hash_secret
from courier.services.second_factors import forget_factors
from courier.services.sessions import SessionView, renew_session
from courier.services.tries import check_own_password
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import AdminOfAreaRow, NamedAdminRow
from courier.store.unit_of_work import Work

OPERATOR = ("machine", "operator")  # whoever sits at the server's terminal


@dataclass(frozen=True, slots=True)
class Colleague:
    """An admin in the list of those whose area lies in one's own."""

    admin_id: UUID
    sign_in_name: str
    name: str
    role: Role
    place: str
    has_factor: bool
    is_me: bool


def create_admin(
    core: Core,
    *,
    county_id: int,
    sign_in_name: str,
    name: str,
    password: str,
    role: Role,
    region_code: str,
) -> UUID:
    """Make an admin; answers the id.

    Raises BadInput ``password_*``, ``sign_in_name_missing``, ``name_*``; Conflict
    ``sign_in_name_taken``.
    """
    if not plain_text(sign_in_name):
        raise BadInput("sign_in_name_missing")
    check_password(password, sign_in_name=sign_in_name)
    admin_id = uuid4()
    facts = {
        "county_id": county_id,
        "admin_id": admin_id,
        "sign_in_name": plain_text(sign_in_name),
        "name": clean_name(name),
        "password_hash": hash_secret(password),
        "role": role.value,
        "region_code": region_code,
        "now": core.clock.now(),
    }
    with core.begin() as work:
        try:
            work.run(sql.ADD_ADMIN, facts)
        except IntegrityError as error:
            raise Conflict("sign_in_name_taken", name=sign_in_name) from error
        _record(work, county_id, OPERATOR, "admin_created", admin_id)
        work.commit()
    return admin_id


def reset_password(core: Core, *, sign_in_name: str, password: str) -> None:
    """Give an admin another password; open sessions end now, a lock is lifted.

    The second factor stays. Raises BadInput ``password_*``, NotFound ``admin_unknown``.
    """
    check_password(password, sign_in_name=sign_in_name)
    now = core.clock.now()
    with core.begin() as work:
        row = work.first(NamedAdminRow, sql.ADMIN_NAMED, {"sign_in_name": plain_text(sign_in_name)})
        if row is None:
            raise NotFound("admin_unknown")
        facts = {"county_id": row.county_id, "person_id": row.admin_id, "now": now}
        work.run(sql.REPLACE_ADMIN_LOGIN, {**facts, "password_hash": hash_secret(password)})
        work.run(sql.END_SESSIONS_OF, facts)
        _record(work, row.county_id, OPERATOR, "admin_password_reset", row.admin_id)
        work.commit()


def change_password(
    core: Core, *, actor: Actor, session_id: UUID, password: str, new_password: str
) -> SessionView:
    """Another password for oneself; all other sessions end.

    Raises NotAllowed ``password_wrong``, BadInput ``password_*``, Refused ``sign_in_locked``.
    """
    now = core.clock.now()
    with core.begin() as work:
        admin = check_own_password(work, actor, password, now)
        check_password(new_password, sign_in_name=admin.sign_in_name)
        facts = {"county_id": admin.county_id, "person_id": admin.admin_id}
        work.run(sql.REPLACE_ADMIN_LOGIN, {**facts, "password_hash": hash_secret(new_password)})
        session = renew_session(work, actor, session_id, now)
        _record(work, admin.county_id, actor.trail, "password_changed", admin.admin_id)
        work.commit()
    return session


def own_sign_in_name(core: Core, *, actor: Actor) -> str:
    """What an admin signs in as, for the browser's book of passwords."""
    where = {"county_id": actor.home_county_id, "admin_id": actor.person_id}
    with core.begin_for(actor) as work:
        return str(work.scalar(sql.OWN_SIGN_IN_NAME, where) or "")


def colleagues(core: Core, *, actor: Actor) -> tuple[Colleague, ...]:
    """The admins of one's area, oneself among them. Raises NotAllowed ``not_your_task``."""
    require(actor, Permission.HELP_ADMINS)
    with core.begin_for(actor) as work:
        rows = work.all(AdminOfAreaRow, sql.ADMINS_OF_AREA, area_of(actor))
    return tuple(
        Colleague(
            row.admin_id,
            row.sign_in_name,
            row.name,
            Role(row.role),
            row.place,
            row.has_factor,
            row.admin_id == actor.person_id,
        )
        for row in rows
    )


def reset_second_factor(core: Core, *, actor: Actor, admin_id: UUID) -> None:
    """For a colleague who lost everything: the next sign-in sets a new second factor up.

    Codes, passkeys and recovery codes are void, sessions end now. By an admin of the county's role
    whose area holds the colleague's. Raises NotAllowed ``not_your_task``, ``not_for_yourself``;
    NotFound ``admin_unknown``.
    """
    with _for_colleague(core, actor, admin_id) as (work, _):
        _void_factors(core, work, actor.county_id, actor.trail, admin_id)


def reset_second_factor_of(core: Core, *, sign_in_name: str) -> None:
    """The same by the operator at the terminal. Raises NotFound ``admin_unknown``."""
    with core.begin() as work:
        row = work.first(NamedAdminRow, sql.ADMIN_NAMED, {"sign_in_name": plain_text(sign_in_name)})
        if row is None:
            raise NotFound("admin_unknown")
        _void_factors(core, work, row.county_id, OPERATOR, row.admin_id)
        work.commit()


def disable_admin(core: Core, *, actor: Actor, admin_id: UUID) -> None:
    """An agent of a township who left may sign in no longer; open sessions end now.

    Raises as ``reset_second_factor``, and NotAllowed ``admin_not_of_township`` for anybody who
    reviews or audits: that is the operator's.
    """
    with _for_colleague(core, actor, admin_id) as (work, colleague):
        if colleague.role != Role.TOWNSHIP:
            raise NotAllowed("admin_not_of_township")
        _disable(core, work, actor.county_id, actor.trail, admin_id)


def disable_admin_of(core: Core, *, sign_in_name: str) -> None:
    """The same for anybody, by the operator at the terminal. Raises NotFound ``admin_unknown``."""
    with core.begin() as work:
        row = work.first(NamedAdminRow, sql.ADMIN_NAMED, {"sign_in_name": plain_text(sign_in_name)})
        if row is None:
            raise NotFound("admin_unknown")
        _disable(core, work, row.county_id, OPERATOR, row.admin_id)
        work.commit()


def enable_admin_of(core: Core, *, sign_in_name: str) -> None:
    """A closed account is open again, with its password. Raises NotFound ``admin_unknown``."""
    with core.begin() as work:
        found = work.run(sql.ENABLE_ADMIN, {"sign_in_name": plain_text(sign_in_name)}).one_or_none()
        if found is None:
            raise NotFound("admin_unknown")
        _record(work, found.county_id, OPERATOR, "admin_enabled", found.admin_id)
        work.commit()


def _disable(core: Core, work: Work, county_id: int, by: tuple[str, str], admin_id: UUID) -> None:
    facts = {"county_id": county_id, "now": core.clock.now()}
    work.run(sql.DISABLE_ADMIN, {**facts, "admin_id": admin_id})
    work.run(sql.END_SESSIONS_OF, {**facts, "person_id": admin_id})
    _record(work, county_id, by, "admin_disabled", admin_id)


@contextmanager
def _for_colleague(
    core: Core, actor: Actor, admin_id: UUID
) -> Iterator[tuple[Work, AdminOfAreaRow]]:
    """A transaction about somebody else of one's own area."""
    require(actor, Permission.HELP_ADMINS)
    if admin_id == actor.person_id:
        raise NotAllowed("not_for_yourself")
    with core.begin_for(actor) as work:
        rows = work.all(AdminOfAreaRow, sql.ADMINS_OF_AREA, area_of(actor))
        colleague = next((row for row in rows if row.admin_id == admin_id), None)
        if colleague is None:
            raise NotFound("admin_unknown")
        yield work, colleague
        work.commit()


def admin_named(core: Core, *, sign_in_name: str) -> Actor:
    """In whose name an operator acts at the terminal. Raises NotFound ``admin_unknown``."""
    with core.begin() as work:
        row = work.first(NamedAdminRow, sql.ADMIN_NAMED, {"sign_in_name": sign_in_name})
    if row is None:
        raise NotFound("admin_unknown")
    return Actor(ActorKind.ADMIN, row.county_id, row.admin_id, row.name, row.region_code, row.role)


def _void_factors(
    core: Core, work: Work, county_id: int, by: tuple[str, str], admin_id: UUID
) -> None:
    forget_factors(work, county_id, admin_id)
    facts = {"county_id": county_id, "person_id": admin_id, "now": core.clock.now()}
    work.run(sql.END_SESSIONS_OF, facts)
    _record(work, county_id, by, "second_factor_reset", admin_id)


def _record(work: Work, county_id: int, by: tuple[str, str], action: str, admin_id: UUID) -> None:
    work.record(county_id=county_id, actor=by, action=action, subject=f"admin:{admin_id}")
