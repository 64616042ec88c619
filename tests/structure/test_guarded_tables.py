"""Every table of a county is guarded by a policy, and whoever acts is bound by them."""

from __future__ import annotations

import ast
from pathlib import Path

SERVICES = Path(__file__).parents[2] / "courier" / "services"
# Tables with a county that no policy guards, and why.
OPEN = {"regions": "places and the offices' telephones, which every villager may ask for"}
# Use-cases that see more than the area of whoever acts, and why.
UNBOUND = {
    ("slips", "open_slip"): "who finds a slip of another village is told whom to call",
    ("admins", "change_password"): "her own sign-in",
    ("paid_meanwhile", "turns_of"): "people of hers only; who paid for them may be anybody",
}
# Modules about one's own sign-in: each statement names the person herself, whose account may stand
# outside the county that she looks at.
OWN_SIGN_IN = {"accounts", "second_factors", "sessions"}
BEGINS_UNBOUND = ("core.begin()", "core.at_once()")


def test_every_table_with_a_county_is_guarded_by_a_policy(core):
    with core.begin() as work:
        open_tables = work.run(
            "select t.tablename from pg_tables t where t.schemaname = 'public'"
            " and exists (select from information_schema.columns c where c.table_schema = 'public'"
            "   and c.table_name = t.tablename and c.column_name = 'county_id')"
            " and not (t.rowsecurity and exists (select from pg_policies p"
            "   where p.tablename = t.tablename and 'yibao_bound' = any (p.roles)))"
        ).scalars()
        found = set(open_tables)
    assert found == set(OPEN), (
        "give the table a policy in its migration (see 0026_row_security.up.sql) and a row in"
        f" tests/factories/full_county.py: {sorted(found - set(OPEN))}"
    )


def test_no_policy_stands_on_a_table_that_is_not_guarded(core):
    with core.begin() as work:
        asleep = work.run(
            "select p.tablename from pg_policies p join pg_tables t using (schemaname, tablename)"
            " where not t.rowsecurity"
        ).scalars()
        assert list(asleep) == []


def test_whoever_acts_is_bound_by_the_database():
    loose = {
        (path.stem, function.name)
        for path in sorted(SERVICES.glob("*.py"))
        if path.stem not in OWN_SIGN_IN
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef) and _acts(function) and _is_unbound(function)
    }
    assert loose == set(UNBOUND), f"use core.begin_for(actor): {sorted(loose - set(UNBOUND))}"


def _acts(function: ast.FunctionDef) -> bool:
    """Whether somebody with an area is given to it."""
    given = [*function.args.args, *function.args.kwonlyargs]
    return any(
        one.arg == "actor" and one.annotation is not None and ast.unparse(one.annotation) == "Actor"
        for one in given
    )


def _is_unbound(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(call, ast.Call) and ast.unparse(call) in BEGINS_UNBOUND
        for call in ast.walk(function)
    )
