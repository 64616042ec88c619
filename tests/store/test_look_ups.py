"""Look-ups ask for one person, also in a county of which the planner has no figures yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import uuid4

from courier.domain.money import Money
from courier.domain.payments import Owed
from courier.store.queries import meanwhile
from tests.factories.county import COUNTY_ID

TABLES = {"obligations": "obligation_id", "insurees": "insuree_id", "receipts": "insuree_id"}


class _Explaining:
    """Stands for the work of a transaction: asks how a statement would be run."""

    def __init__(self, work) -> None:
        self.work, self.plan = work, {}

    def all(self, _row, sql, params):
        self.plan = self.work.scalar("explain (format json) " + sql, params)
        return []


def _nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def test_how_people_stand_is_asked_person_by_person_before_the_first_figures(core):
    with core.begin() as work:
        work.run("set local enable_seqscan = off")
        asked = _Explaining(work)
        owed = [Owed(uuid4(), Money(1)) for _ in range(3)]
        meanwhile.standings(asked, COUNTY_ID, owed)
    plan = asked.plan if isinstance(asked.plan, list) else json.loads(asked.plan)
    scans = [node for node in _nodes(plan[0]["Plan"]) if node.get("Relation Name") in TABLES]
    assert {node["Relation Name"] for node in scans} == set(TABLES)
    for node in scans:
        asked_for = node.get("Index Cond", "") + node.get("Filter", "")
        assert TABLES[node["Relation Name"]] in asked_for, node
