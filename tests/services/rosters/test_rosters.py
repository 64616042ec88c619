"""A roster comes in: families, moves, categories; whose it is."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from courier.domain.errors import NotAllowed, NotFound
from courier.ports import FieldKind
from tests.factories.county import (
    COUNTY_ID,
    PEACH,
    PLUM,
    WILLOW,
    id_number,
)
from tests.factories.roster_outcomes import owed, rows
from tests.factories.rosters import (
    FAMILY,
    OLD,
    TABLES,
    codes,
    counts,
    csv_file,
    imported,
    outcome,
    person,
)


def test_a_family_comes_in_with_all_that_the_roster_says(core, county):
    report = imported(core, county, csv_file(*FAMILY))
    assert outcome(report) == (3, 0, 0, 0)
    assert report.applied
    assert owed(core) == {
        "王大海": ("open", 40000),
        "赵桂英": ("open", 16000),
        "阿不都热合曼·买买提": ("open", 40000),
    }
    people = rows(
        core,
        "select i.name, i.sex, i.birth_date, m.relation, h.household_no, m.joined_on"
        " from insurees i join memberships m using (county_id, insuree_id)"
        " join households h using (county_id, household_id) order by i.name",
    )
    today = dt.date(2026, 11, 22)
    assert ("赵桂英", "female", OLD, "mother", "0001", today) in people
    (phone, bank, medical) = rows(
        core, "select max(phone), max(bank_account), max(medical_no) from insurees"
    )[0]
    assert core.sealer.open(FieldKind.PHONE, phone) == "13900000001"
    assert core.sealer.open(FieldKind.BANK_ACCOUNT, bank) == "6222020000000000001"
    assert medical == "A1"
    assert counts(core)["roster_imports"] == 1
    assert counts(core)["audit_events"] == 1


def test_the_same_file_again_changes_nothing(core, county):
    file = csv_file(*FAMILY)
    imported(core, county, file)
    before = counts(core)
    report = imported(core, county, file)
    assert outcome(report) == (0, 0, 3, 0)
    again = counts(core)
    for table in TABLES[:7]:
        assert again[table] == before[table], table


def test_a_dry_run_tells_the_same_and_keeps_nothing(core, county):
    file = csv_file(*FAMILY, person("张三", 4, village="990101109999"))
    before = counts(core)
    dry = imported(core, county, file, dry_run=True)
    assert counts(core) == before
    wet = imported(core, county, file)
    assert not dry.applied
    assert wet.applied
    assert (outcome(dry), dry.bad, dry.changes) == (outcome(wet), wet.bad, wet.changes)


def test_one_bad_row_does_not_stop_a_village(core, county):
    report = imported(core, county, csv_file(*FAMILY, person("张三", 4, household="")))
    assert outcome(report) == (3, 0, 0, 1)
    assert codes(report) == [(5, "roster_household_missing")]
    assert counts(core)["insurees"] == 3


def test_all_or_nothing_keeps_nothing_when_a_row_is_bad(core, county):
    before = counts(core)
    file = csv_file(*FAMILY, person("张三", 4, household=""))
    report = imported(core, county, file, all_or_nothing=True)
    assert not report.applied
    assert counts(core) == before
    assert imported(core, county, csv_file(*FAMILY), all_or_nothing=True).applied


def test_a_move_ends_one_membership_and_begins_another(core, county, clock):
    imported(core, county, csv_file(*FAMILY))
    clock.forward(days=30)
    moved = person("赵桂英", 2, born=OLD, categories="低保", village=PLUM, household="7")
    report = imported(core, county, csv_file(moved))
    assert outcome(report) == (0, 1, 0, 0)
    assert (report.changes["villages"], report.changes["households"]) == (1, 1)
    assert report.changes["relations"] == 1
    history = rows(
        core,
        "select h.village_code, m.relation, m.joined_on, m.left_on from memberships m"
        " join households h using (county_id, household_id)"
        " join insurees i using (county_id, insuree_id) where i.name = '赵桂英' order by joined_on",
    )
    first, then = dt.date(2026, 11, 22), dt.date(2026, 12, 22)
    assert history == [(PEACH, "mother", first, then), (PLUM, "head", then, None)]
    villages = "select distinct village_code from obligations join insurees using (insuree_id)"
    assert rows(core, "select village_code from obligations where own_fen = 16000") == [(PLUM,)]
    assert len(rows(core, villages.replace("distinct village_code", "1"))) == 3
    receivable = dict(
        rows(
            core,
            "select village_code, sum(amount_fen)::bigint from ledger_lines"
            " where account = 'obligation_receivable' group by 1",
        )
    )
    assert receivable == {PEACH: 80000, PLUM: 16000}


def test_a_category_ends_and_begins_with_dates_and_the_sum_follows(core, county, clock):
    imported(core, county, csv_file(*FAMILY))
    clock.forward(days=30)
    gone = person("赵桂英", 2, born=OLD, categories="特困", relation="母亲")
    report = imported(core, county, csv_file(FAMILY[0], gone))
    assert report.changes["categories"] == 1
    assert rows(
        core,
        "select category, valid_from, valid_to from insuree_categories order by valid_from",
    ) == [
        ("low_income", dt.date(2026, 11, 22), dt.date(2026, 12, 21)),
        ("destitute", dt.date(2026, 12, 22), None),
    ]
    assert owed(core)["赵桂英"] == ("aided", 0)


def test_a_category_corrected_on_the_same_day_counts_no_more(core, county):
    imported(core, county, csv_file(*FAMILY))
    plain = person("赵桂英", 2, born=OLD, relation="母亲")
    imported(core, county, csv_file(FAMILY[0], plain))
    assert owed(core)["赵桂英"] == ("open", 40000)


def test_a_category_that_an_admin_recorded_stays(core, county):
    county.household([("张三", dt.date(1980, 1, 1), ["low_income"])])
    sealed = core.sealer.seal(FieldKind.ID_NUMBER, id_number(9))
    with core.begin() as work:
        work.run("update insurees set id_number = :s", {"s": sealed})
        work.run("update person_identities set id_number = :s", {"s": sealed})
        work.commit()
    report = imported(core, county, csv_file(person("张三", 9)))
    assert outcome(report) == (0, 0, 1, 0)
    assert owed(core)["张三"] == ("open", 16000)


def test_an_empty_cell_leaves_what_is_known(core, county):
    imported(core, county, csv_file(*FAMILY))
    bare = [person("赵桂英", 2, born=OLD, categories="低保", relation="母亲")]
    assert outcome(imported(core, county, csv_file(FAMILY[0], *bare))) == (0, 0, 2, 0)


def test_a_person_of_another_county_is_named_and_left_there(core, county):
    sealed = core.sealer.seal(FieldKind.ID_NUMBER, id_number(1))
    with core.begin() as work:
        work.run(
            "insert into person_identities values (:s, 110101, :i)", {"s": sealed, "i": uuid4()}
        )
        work.commit()
    report = imported(core, county, csv_file(*FAMILY))
    assert codes(report) == [(2, "roster_enrolled_elsewhere")]
    assert report.new == 2


def test_a_person_twice_in_the_file_is_named_with_both_lines(core, county):
    file = csv_file(
        person("张三", 1),
        person("张三", 1),
        person("李四", 3, household="2"),
        person("李四", 3, household="3"),
    )
    report = imported(core, county, file)
    assert [(one.line, one.code, one.facts) for one in report.bad] == [
        (3, "roster_twice_same", {"lines": "2"}),
        (4, "roster_twice_different", {"lines": "5"}),
        (5, "roster_twice_different", {"lines": "4"}),
    ]
    assert report.new == 1


def test_a_household_has_exactly_one_head(core, county):
    file = csv_file(
        person("张三", 1),
        person("李四", 3),
        person("王五", 5, household="2", relation="儿子"),
        person("周六", 7, household="3"),
    )
    report = imported(core, county, file)
    assert codes(report) == [
        (2, "roster_two_heads"),
        (3, "roster_two_heads"),
        (4, "roster_head_missing"),
    ]
    other = imported(core, county, csv_file(person("吴七", 9, household="3")))
    assert codes(other) == [(2, "roster_other_head")]
    changed = csv_file(
        person("吴七", 9, household="3"), person("周六", 7, household="3", relation="父亲")
    )
    assert outcome(imported(core, county, changed)) == (1, 1, 0, 0)


def test_a_family_waits_for_no_head_whose_own_row_is_bad(core, county):
    file = csv_file(person("张三", 1, phone="12"), person("李四", 2, relation="配偶"))
    report = imported(core, county, file)
    assert codes(report) == [(2, "roster_phone")]
    assert report.new == 1


def test_a_new_member_joins_a_known_head(core, county):
    imported(core, county, csv_file(*FAMILY))
    report = imported(core, county, csv_file(person("王小满", 8, relation="女儿")))
    assert outcome(report) == (1, 0, 0, 0)


def test_non_local_is_a_mark_of_the_person(core, county):
    imported(core, county, csv_file(person("张三", 1, categories="外地户籍")))
    assert rows(core, "select non_local from insurees") == [(True,)]
    assert counts(core)["insuree_categories"] == 0


def test_a_township_takes_in_its_own_villages_only(core, county):
    imported(core, county, csv_file(person("周六", 7, village=WILLOW)))
    file = csv_file(*FAMILY, person("张三", 4, village=WILLOW), person("周六", 7, household="5"))
    report = imported(core, county, file, actor=county.clerk)
    assert codes(report) == [(5, "roster_village_not_yours"), (6, "roster_person_not_yours")]
    assert report.new == 3


def test_a_courier_and_another_county_may_not_import(core, county):
    with pytest.raises(NotAllowed):
        imported(core, county, csv_file(*FAMILY), actor=county.courier)
    with pytest.raises(NotFound):
        imported(core, county, csv_file(*FAMILY), layout="nobody")
    with pytest.raises(NotFound):
        imported(core, county, csv_file(*FAMILY), pack_id="nowhere")


def test_thousands_of_people_come_in_at_once(core, county):
    people = [
        person(
            "张三",
            n % 1000,
            born=dt.date(1950, 1, 1) + dt.timedelta(days=n // 1000),
            household=str(n // 4),
            relation="户主" if n % 4 == 0 else "子女",
        )
        for n in range(4_000)
    ]
    report = imported(core, county, csv_file(*people))
    assert outcome(report) == (4_000, 0, 0, 0)
    assert report.obligations_new == 4_000
    assert counts(core)["households"] == 1_000
    again = imported(core, county, csv_file(*people))
    assert outcome(again) == (0, 0, 4_000, 0)
    assert (again.obligations_new, again.obligations_changed) == (0, 0)
    assert COUNTY_ID == 990101
