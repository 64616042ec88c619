"""What each post may do."""

from __future__ import annotations

from courier.domain.permissions import Permission, Role, permissions_of

LOOKS = {one for one in Permission if one.changes_nothing}


def test_every_permission_is_somebodys():
    granted = frozenset().union(*(permissions_of(role) for role in Role))
    assert granted == frozenset(Permission)


def test_an_auditor_only_looks():
    assert permissions_of(Role.AUDITOR) - {Permission.OWN_ACCOUNT} <= LOOKS


def test_whoever_runs_the_system_sees_nobody():
    own = {Permission.OWN_ACCOUNT, Permission.SEE_SYSTEM, Permission.KEEP_KEYS}
    assert permissions_of(Role.SYSTEM) == own
    for role in set(Role) - {Role.SYSTEM}:
        assert Permission.SEE_SYSTEM not in permissions_of(role)


def test_a_township_leaves_the_assistant_the_hours_and_the_keys_to_the_county():
    above = permissions_of(Role.COUNTY) - permissions_of(Role.TOWNSHIP)
    own = {
        Permission.SET_HOURS,
        Permission.SET_CASH_LIMIT,
        Permission.KEEP_KEYS,
        Permission.HELP_ADMINS,
    }
    assert above == {Permission.SEE_LEARNING, Permission.TEACH} | own


def test_away_from_her_county_nobody_does_more_than_look():
    for role in Role:
        away = permissions_of(role, is_at_home=False)
        assert away - {Permission.OWN_ACCOUNT} <= LOOKS
        assert away <= permissions_of(role)


def test_an_unknown_role_may_do_nothing():
    for role in ("", "chief", "COUNTY", "county ", "管理员"):
        assert permissions_of(role) == frozenset()
