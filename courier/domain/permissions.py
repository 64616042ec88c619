"""What an admin's post lets her do. What no row names, nobody may.

The area bounds where she may do it (services/areas.py); this says what.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an admin's post is."""

    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"
    AUDITOR = "auditor"
    SYSTEM = "system"


class Permission(StrEnum):
    """One kind of thing that admins do; each view of the console names one."""

    OWN_ACCOUNT = "own_account"  # one's own sign-in, nobody else's
    HELP_ADMINS = "help_admins"  # who lost the second step of signing in
    SEE_SYSTEM = "see_system"  # how the product runs: no person is in it
    SEE_OTHER_COUNTIES = "see_other_counties"
    SEE_PROGRESS = "see_progress"
    SEE_COURIERS = "see_couriers"
    KEEP_COURIERS = "keep_couriers"
    KEEP_KEYS = "keep_keys"  # the keys that sign the cards of all
    ASK_FOR_VISITS = "ask_for_visits"
    SEE_MONEY = "see_money"
    KEEP_MONEY = "keep_money"
    SET_CASH_LIMIT = "set_cash_limit"  # how much a courier of the county may hold
    SEE_SUSPENSE = "see_suspense"
    REFUND = "refund"
    SEE_PEOPLE = "see_people"
    CHANGE_PEOPLE = "change_people"
    SEE_ROSTERS = "see_rosters"
    IMPORT_ROSTERS = "import_rosters"
    SEE_CASES = "see_cases"
    WORK_ON_CASES = "work_on_cases"
    SEE_TALKS = "see_talks"
    ANSWER_TALKS = "answer_talks"
    SET_HOURS = "set_hours"
    SEE_LEARNING = "see_learning"
    TEACH = "teach"

    @property
    def changes_nothing(self) -> bool:
        """Whether it only looks."""
        return self in _LOOKS


_LOOKS = frozenset(
    {
        Permission.SEE_PROGRESS,
        Permission.SEE_COURIERS,
        Permission.SEE_MONEY,
        Permission.SEE_SUSPENSE,
        Permission.SEE_PEOPLE,
        Permission.SEE_ROSTERS,
        Permission.SEE_CASES,
        Permission.SEE_TALKS,
        Permission.SEE_LEARNING,
        Permission.SEE_OTHER_COUNTIES,
        Permission.SEE_SYSTEM,
    }
)
_OWN = frozenset({Permission.OWN_ACCOUNT})
_IN_AREA = _OWN | _LOOKS - {
    Permission.SEE_LEARNING,
    Permission.SEE_OTHER_COUNTIES,
    Permission.SEE_SYSTEM,
}
_OFFICE = frozenset({Permission.KEEP_COURIERS, Permission.KEEP_MONEY, Permission.IMPORT_ROSTERS})
_COUNTER = _OFFICE | {
    Permission.REFUND,
    Permission.CHANGE_PEOPLE,
    Permission.WORK_ON_CASES,
    Permission.ANSWER_TALKS,
    Permission.ASK_FOR_VISITS,
}
_ASSISTANT = frozenset({Permission.SEE_LEARNING, Permission.TEACH})
_KEYS = frozenset({Permission.KEEP_KEYS})
_ALONE = frozenset({Permission.SET_HOURS, Permission.SET_CASH_LIMIT, Permission.HELP_ADMINS})
_ABOVE = frozenset({Permission.SEE_OTHER_COUNTIES})
_GRANTED: dict[Role, frozenset[Permission]] = {
    Role.TOWNSHIP: _IN_AREA | _COUNTER,
    Role.COUNTY: _IN_AREA | _COUNTER | _ASSISTANT | _KEYS | _ALONE,
    Role.CITY: _IN_AREA | _OFFICE | _ASSISTANT | _KEYS | _ABOVE,
    Role.AUDITOR: _IN_AREA | {Permission.SEE_LEARNING} | _ABOVE,
    Role.SYSTEM: _OWN | _KEYS | {Permission.SEE_SYSTEM},
}


def permissions_of(role: str, *, is_at_home: bool = True) -> frozenset[Permission]:
    """What the role may do; away from the county where her account stands she only looks.

    Nothing for a role that is not known.
    """
    granted = _GRANTED.get(Role(role), frozenset()) if role in set(Role) else frozenset()
    return granted if is_at_home else granted & (_LOOKS | _OWN)
