"""Short ways for tests to ask for visits, accept them, and look at what was written."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import event

from courier.services import rounds, visits
from tests.factories.county import PEACH

TODAY = dt.date(2026, 11, 22)
TOMORROW = TODAY + dt.timedelta(days=1)
PHONE = "13912345678"


def ask(core, **changes):
    facts = {
        "village_code": PEACH,
        "contact_name": "张大妈",
        "contact_phone": PHONE,
        "place": "村口第二家",
        "wanted_on": TODAY,
        "note": "耳朵不好，请大声敲门",
        "asked_through": "chat",
    }
    return visits.request_visit(core, **{**facts, **changes})


def states(core, visit_id):
    with core.begin() as work:
        return list(
            work.run(
                "select state from visit_states where visit_id = :v order by seq", {"v": visit_id}
            ).scalars()
        )


def count(core, table):
    with core.begin() as work:
        return work.scalar(f"select count(*) from {table}")


def accepted(core, county, **changes):
    visit = ask(core, **changes)
    return rounds.accept_visit(core, county.courier, visit.visit_id)


def finish_at_settled(core, county, visit_id):
    """Sign off at a household that owes nothing."""
    home, _ = county.household([("张老太", dt.date(1958, 3, 1), [])])
    rounds.attach_household(core, county.courier, visit_id=visit_id, household_id=home)
    return rounds.finish(core, county.courier, visit_id)


def statements(core, use) -> int:
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if "set_config" not in statement:  # every transaction of a person names her area once
            seen.append(statement)

    event.listen(core.engine, "before_cursor_execute", note)
    use()
    event.remove(core.engine, "before_cursor_execute", note)
    return len(seen)
