"""Codes of the demo's admins, told on the sign-in page; in the demo's own database alone.

Whoever tries the product has no phone with the demo's secrets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from courier.domain.one_time_codes import code_at
from courier.ports import FieldKind
from courier.services.core import Core
from courier.services.demo_guard import is_marked, mark_as_demo
from courier.store.queries import accounts
from courier.store.queries import second_factors as sql
from courier.store.rows.accounts import NamedAdminRow
from courier.store.rows.second_factors import CodeSeedRow
from courier.store.unit_of_work import Work


def give_demo_codes(core: Core, names: Iterable[str], secret_of: Callable[[str], str]) -> None:
    """A known secret for each of the demo's admins who has none.

    Raises Refused ``demo_refused`` in any database but the demo's.
    """
    with core.begin() as work:
        mark_as_demo(work)
        for name in names:
            admin = work.first(NamedAdminRow, accounts.ADMIN_NAMED, {"sign_in_name": name})
            if admin is not None and _seed(work, admin) is None:
                sealed = core.sealer.seal(FieldKind.CODE_SEED, secret_of(name))
                facts = {"county_id": admin.county_id, "admin_id": admin.admin_id}
                work.run(sql.KEEP_CODE_SEED, {**facts, "secret": sealed, "counter": 0})
        work.commit()


def demo_code(core: Core, sign_in_name: str) -> str | None:
    """The six digits of this half minute; None outside the demo's database."""
    with core.begin() as work:
        if not is_marked(work):
            return None
        admin = work.first(NamedAdminRow, accounts.ADMIN_NAMED, {"sign_in_name": sign_in_name})
        seed = _seed(work, admin) if admin else None
    if seed is None:
        return None
    return code_at(core.sealer.open(FieldKind.CODE_SEED, seed.secret), core.clock.now())


def _seed(work: Work, admin: NamedAdminRow) -> CodeSeedRow | None:
    where = {"county_id": admin.county_id, "admin_id": admin.admin_id}
    return work.first(CodeSeedRow, sql.CODE_SEED, where)
