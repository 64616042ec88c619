import datetime as dt

import pytest

from courier.domain.categories import Category
from courier.domain.errors import BadInput
from courier.services.categories import Effect, change_category
from courier.services.obligations import compute_obligations
from tests.factories.county import COUNTY_ID, YEAR, make_county

OLD = dt.date(1958, 3, 1)
YOUNG = dt.date(1990, 5, 5)


def assess(core):
    return compute_obligations(core, county_id=COUNTY_ID, coverage_year=YEAR, pack_id="demo-2027")


def owed(core):
    with core.begin() as work:
        return {
            row.name: (row.status, row.full_fen, row.own_fen, row.version)
            for row in work.run(
                "select i.name, o.* from obligations o"
                " join insurees i using (county_id, insuree_id)"
            )
        }


def ledger_total(core, account):
    with core.begin() as work:
        return work.scalar(
            "select coalesce(sum(amount_fen), 0) from ledger_lines where account = :a",
            {"a": account},
        )


def given(core, county, person, category, *, applies=True) -> Effect:
    return change_category(
        core,
        actor=county.chief,
        insuree_id=person,
        category=category,
        applies=applies,
        evidence="低保证 1234",
        coverage_year=YEAR,
    )


def test_everybody_owes_what_the_pack_says(core):
    county = make_county(core)
    county.household(
        [("张老太", OLD, ["low_income"]), ("张三", YOUNG, []), ("张五保", OLD, ["destitute"])]
    )
    done = assess(core)
    assert (done.new, done.changed) == (3, 0)
    assert owed(core) == {
        "张老太": ("open", 40000, 16000, 1),
        "张三": ("open", 40000, 40000, 1),
        "张五保": ("aided", 40000, 0, 1),
    }
    assert ledger_total(core, "obligation_receivable") == 56000
    assert ledger_total(core, "aid_receivable") == 64000
    assert ledger_total(core, "fund") == -120000


def test_computing_twice_changes_nothing(core):
    make_county(core).household([("张三", YOUNG, [])])
    assess(core)
    done = assess(core)
    assert (done.new, done.changed) == (0, 0)
    assert ledger_total(core, "fund") == -40000


def test_a_changed_category_changes_what_is_owed_and_keeps_the_history(core):
    county = make_county(core)
    _, (person,) = county.household([("张三", YOUNG, [])])
    assess(core)
    assert given(core, county, person, "low_income") is Effect.RECOMPUTED
    assert owed(core) == {"张三": ("open", 40000, 16000, 2)}
    assert ledger_total(core, "obligation_receivable") == 16000
    with core.begin() as work:
        row = work.run("select version, own_fen, reason from obligation_versions").one()
    assert tuple(row) == (1, 40000, "category_changed")
    assert given(core, county, person, "low_income", applies=False) is Effect.RECOMPUTED
    core.clock.forward(days=1)
    assess(core)
    assert owed(core)["张三"][:3] == ("open", 40000, 40000)


def test_a_category_that_cannot_be_is_refused_and_nothing_is_written(core):
    county = make_county(core)
    _, (person,) = county.household([("张老太", OLD, [])])
    assess(core)
    with pytest.raises(BadInput, match="category_not_of_age") as caught:
        given(core, county, person, "student")
    assert caught.value.facts == {"category": Category.STUDENT, "age": 68}
    given(core, county, person, "elderly")
    with pytest.raises(BadInput, match="categories_contradict"):
        given(core, county, person, "newborn")
    with core.begin() as work:
        assert work.scalar("select array_agg(category) from insuree_categories") == ["elderly"]


def test_a_wrong_category_can_always_be_ended(core):
    county = make_county(core)
    _, (person,) = county.household([("张老太", OLD, ["student"])])
    assess(core)
    given(core, county, person, "student", applies=False)
    with core.begin() as work:
        assert work.scalar("select count(*) from insuree_categories where valid_to is null") == 0


def test_it_is_told_why_a_category_changes_nothing(core):
    county = make_county(core)
    _, (person,) = county.household([("张三", YOUNG, ["destitute"])])
    assess(core)
    assert given(core, county, person, "low_income") is Effect.SAME_AMOUNT
    assert given(core, county, person, "low_income") is Effect.AS_BEFORE
    with core.begin() as work:
        work.run("update obligations set status = 'withdrawn'")
        work.commit()
    assert given(core, county, person, "disabled_severe") is Effect.WITHDRAWN
