"""Recovery codes of admins: ten on paper, each good once, kept as slow hashes."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.domain.recovery_codes import in_groups, label_of, new_codes, typed_code
from courier.services.passwords import hash_code, secret_fits
from courier.store.queries import second_factors as sql
from courier.store.rows.accounts import AdminSecretRow
from courier.store.unit_of_work import Work


def write_anew(work: Work, county_id: int, admin_id: UUID, now: dt.datetime) -> tuple[str, ...]:
    """A new set, as it is printed; the old one is void."""
    where = {"county_id": county_id, "admin_id": admin_id}
    work.run(sql.REMOVE_RECOVERY_CODES, where)
    codes = new_codes()
    rows = [
        {**where, "label": label_of(code), "code_hash": hash_code(code), "now": now}
        for code in codes
    ]
    work.run(sql.ADD_RECOVERY_CODE, rows)
    return tuple(in_groups(code) for code in codes)


def use(work: Work, admin: AdminSecretRow, typed: str, now: dt.datetime) -> bool:
    """Whether it is one of theirs and was not used; it is used up now. On the trail."""
    code = typed_code(typed)
    if code is None:
        return False
    where = {"county_id": admin.county_id, "admin_id": admin.admin_id, "label": label_of(code)}
    kept: str | None = work.scalar(sql.RECOVERY_CODE_HASH, where)
    if not secret_fits(kept, code):
        return False
    work.run(sql.USE_RECOVERY_CODE, {**where, "now": now})
    work.record(
        county_id=admin.county_id,
        actor=("admin", str(admin.admin_id)),
        action="recovery_code_used",
        subject=f"admin:{admin.admin_id}",
        facts={"left": left(work, admin.county_id, admin.admin_id)},
    )
    return True


def left(work: Work, county_id: int, admin_id: UUID) -> int:
    """How many are still good."""
    where = {"county_id": county_id, "admin_id": admin_id}
    return int(work.scalar(sql.RECOVERY_CODES_LEFT, where))
