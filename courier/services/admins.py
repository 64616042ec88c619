"""Admins: made by the operator, with a role and an area."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from courier.domain.courier_states import plain_text
from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.names import clean_name
from courier.domain.permissions import Role
from courier.services.core import Actor, ActorKind, Core
from courier.services.passwords import hash_secret
from courier.store.queries import accounts as sql
from courier.store.rows.accounts import NamedAdminRow

SHORTEST_PASSWORD = 10


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

    Raises BadInput ``password_short``, ``sign_in_name_missing``, ``name_*``; Conflict
    ``sign_in_name_taken``.
    """
    if not plain_text(sign_in_name):
        raise BadInput("sign_in_name_missing")
    _check_length(password)
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
        work.record(
            county_id=county_id,
            actor=("machine", "operator"),
            action="admin_created",
            subject=f"admin:{admin_id}",
        )
        work.commit()
    return admin_id


def reset_password(core: Core, *, sign_in_name: str, password: str) -> None:
    """Give an admin another password; open sessions end now, a lock is lifted.

    Raises BadInput ``password_short``, NotFound ``admin_unknown``.
    """
    _check_length(password)
    now = core.clock.now()
    with core.begin() as work:
        row = work.first(NamedAdminRow, sql.ADMIN_NAMED, {"sign_in_name": plain_text(sign_in_name)})
        if row is None:
            raise NotFound("admin_unknown")
        facts = {"county_id": row.county_id, "person_id": row.admin_id, "now": now}
        work.run(sql.REPLACE_ADMIN_LOGIN, {**facts, "password_hash": hash_secret(password)})
        work.run(sql.END_SESSIONS_OF, facts)
        work.record(
            county_id=row.county_id,
            actor=("machine", "operator"),
            action="admin_password_reset",
            subject=f"admin:{row.admin_id}",
        )
        work.commit()


def disable_admin(core: Core, *, actor: Actor, admin_id: UUID) -> None:
    """An admin may sign in no longer; open sessions end now. Raises NotFound ``admin_unknown``."""
    facts = {
        "county_id": actor.county_id,
        "admin_id": admin_id,
        "person_id": admin_id,
        "now": core.clock.now(),
    }
    with core.begin() as work:
        if not work.run(sql.DISABLE_ADMIN, facts).rowcount:
            raise NotFound("admin_unknown")
        work.run(sql.END_SESSIONS_OF, facts)
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="admin_disabled",
            subject=f"admin:{admin_id}",
        )
        work.commit()


def admin_named(core: Core, *, sign_in_name: str) -> Actor:
    """In whose name an operator acts at the terminal. Raises NotFound ``admin_unknown``."""
    with core.begin() as work:
        row = work.first(NamedAdminRow, sql.ADMIN_NAMED, {"sign_in_name": sign_in_name})
    if row is None:
        raise NotFound("admin_unknown")
    return Actor(ActorKind.ADMIN, row.county_id, row.admin_id, row.name, row.region_code, row.role)


def _check_length(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput("password_short", shortest=SHORTEST_PASSWORD)
