"""Whom a roster changes, and which heads of households may go."""

from __future__ import annotations

import pytest

from courier.services.roster_reports import as_json, from_json
from courier.texts import Locale
from tests.factories.county import id_number, make_county
from tests.factories.rosters import FAMILY, OLD, codes, csv_file, imported, outcome, person


@pytest.fixture
def county(core):
    return make_county(core)


def rows(core, sql: str) -> list[tuple]:
    with core.begin() as work:
        return [tuple(row) for row in work.run(sql)]


def homes(core) -> set[tuple[str, str, str]]:
    return set(
        rows(
            core,
            "select i.name, h.household_no, m.relation from memberships m"
            " join households h using (county_id, household_id)"
            " join insurees i using (county_id, insuree_id) where m.left_on is null",
        )
    )


def test_a_head_does_not_leave_a_family_without_one(core, county):
    imported(core, county, csv_file(*FAMILY))
    before = homes(core)
    report = imported(core, county, csv_file(person("王大海", 1, household="9")))
    assert [(one.code, one.facts) for one in report.bad] == [
        ("roster_head_leaves", {"household": "0001"})
    ]
    assert homes(core) == before


def test_a_head_may_leave_with_everybody_or_when_another_follows(core, county):
    imported(core, county, csv_file(*FAMILY))
    away = [[*row[:4], "9", *row[5:]] for row in FAMILY]
    assert outcome(imported(core, county, csv_file(*away))) == (0, 3, 0, 0)
    follower = person("赵桂英", 2, born=OLD, categories="低保", household="9")
    file = csv_file(person("王大海", 1, household="10"), follower)
    assert outcome(imported(core, county, file)) == (0, 2, 0, 0)
    assert {("王大海", "10", "head"), ("赵桂英", "9", "head")} <= homes(core)


def test_a_refused_move_keeps_the_head_whom_it_needs(core, county):
    imported(core, county, csv_file(person("王大海", 1), person("李四", 2, relation="配偶")))
    before = homes(core)
    file = csv_file(
        person("王大海", 1, household="9"), person("李四", 2, household="8", relation="配偶")
    )
    report = imported(core, county, file)
    assert codes(report) == [(2, "roster_head_leaves"), (3, "roster_head_missing")]
    assert homes(core) == before


def test_what_changes_is_told_of_each_person_with_other_names_first(core, county):
    imported(core, county, csv_file(*FAMILY))
    file = csv_file(
        person("王大海", 1, phone="13900000009"),
        person("赵桂英", 2, born=OLD, categories="特困、外地户籍", household="9"),
        person("阿不都", 3, relation="其他", bank="6222020000000000002"),
        person("王小满", 8, relation="女儿"),
    )
    dry = imported(core, county, file, dry_run=True)
    assert dry.people == imported(core, county, file).people
    assert [(one.line, one.name, one.is_renamed, one.needs_slip) for one in dry.people] == [
        (4, "阿不都热合曼·买买提", True, False),
        (2, "王大海", False, False),
        (3, "赵桂英", False, True),
    ]
    assert dry.people[0].words(Locale.ZH_HANS) == [
        "姓名：阿不都热合曼·买买提 → 阿不都",
        "银行账号或医保编号：有改动",
    ]
    assert [(one.kind, one.before, one.after) for one in dry.people[2].differences] == [
        ("households", ("0001",), ("9",)),
        ("relations", ("mother",), ("head",)),
        ("categories", ("low_income",), ("destitute", "non_local")),
    ]
    assert dry.people[1].id_masked == "1" + "*" * 16 + id_number(1)[-1]
    assert from_json(as_json(dry)) == dry
