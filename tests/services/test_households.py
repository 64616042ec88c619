"""A household at the door: who owes what and why, and who has paid."""

import datetime as dt
from uuid import uuid4

import pytest

from courier.domain.errors import NotFound
from courier.domain.money import Money
from courier.services.categories import change_category
from courier.services.coverage import current_coverage_year
from courier.services.households import Standing, household_view
from courier.texts import Locale
from tests.factories.county import COUNTY_ID, PINE, YEAR, make_county
from tests.factories.families import GRANDMOTHER, SON, assess, family
from tests.factories.visits import statements


def seen(core, actor, household_id, locale=Locale.ZH_HANS):
    view = household_view(core, actor, household_id, locale=locale)
    return view, {member.name: member for member in view.members}


def test_everybody_stands_there_with_amount_help_and_reason(core):
    county = make_county(core)
    household_id = family(county)
    assess(core)
    view, people = seen(core, county.courier, household_id)
    assert [member.name for member in view.members] == ["张老太", "张五保", "张三"]
    grandmother = people["张老太"]
    assert (grandmother.age, grandmother.relation, grandmother.categories) == (
        68,
        "head",
        ("low_income",),
    )
    assert (grandmother.full, grandmother.own) == (Money(40000), Money(16000))
    assert [(line.payer, line.amount) for line in grandmother.aid] == [
        ("medical_aid", Money(24000))
    ]
    assert "160元" in grandmother.explanation
    assert people["张五保"].standing is Standing.AIDED
    assert view.owed == Money(56000)
    assert len(view.payable) == 2


def test_identity_numbers_are_masked(core):
    county = make_county(core)
    view, _ = seen(core, county.courier, family(county))
    assert {member.id_masked[1:-1] for member in view.members} == {"*" * 16}


@pytest.mark.parametrize("locale", list(Locale))
def test_the_reason_is_given_in_the_readers_language(core, locale):
    county = make_county(core)
    household_id = family(county)
    assess(core)
    _, people = seen(core, county.courier, household_id, locale)
    assert "160" in people["张老太"].explanation


def test_a_reason_belongs_to_the_stored_amount_though_the_person_changed(core):
    county = make_county(core)
    household_id = family(county, [SON])
    assess(core)
    with core.begin() as work:  # a category without a new assessment, as for a payment under way
        work.run(
            "insert into insuree_categories (county_id, insuree_id, category, valid_from,"
            " recorded_by) select county_id, insuree_id, 'low_income', '2026-01-01', 'test'"
            " from insurees"
        )
        work.commit()
    _, people = seen(core, county.courier, household_id)
    assert people["张三"].own == Money(40000)
    assert "400元" in people["张三"].explanation


def test_before_anything_is_computed_nothing_is_owed_and_nothing_invented(core):
    county = make_county(core)
    view, people = seen(core, county.courier, family(county))
    assert {member.standing for member in view.members} == {Standing.NOT_COMPUTED}
    assert people["张三"].own is None
    assert view.payable == ()


def test_a_changed_category_changes_what_is_shown(core):
    county = make_county(core)
    household_id, (person,) = county.household([SON])
    assess(core)
    change_category(
        core,
        actor=county.chief,
        insuree_id=person,
        category="destitute",
        applies=True,
        evidence="12",
        coverage_year=YEAR,
    )
    _, people = seen(core, county.courier, household_id)
    assert (people["张三"].standing, people["张三"].own) == (Standing.AIDED, Money(0))


def test_who_left_is_not_there(core):
    county = make_county(core)
    household_id, insurees = county.household([GRANDMOTHER, SON])
    with core.begin() as work:
        work.run(
            "update memberships set left_on = '2026-01-01' where insuree_id = :i",
            {"i": insurees[1]},
        )
        work.commit()
    view, _ = seen(core, county.courier, household_id)
    assert [member.name for member in view.members] == ["张老太"]


def test_somebody_whom_another_county_is_charging_is_not_payable_here(core):
    county = make_county(core)
    household_id = family(county)
    assess(core)
    with core.begin() as work:
        work.run(
            "insert into premium_claims select id_number, :y, 110101, gen_random_uuid()"
            " from insurees where name = '张三'",
            {"y": YEAR},
        )
        work.commit()
    view, people = seen(core, county.courier, household_id)
    assert (people["张三"].standing, people["张三"].attempt_id) == (Standing.PAID_ELSEWHERE, None)
    assert [member.name for member in view.payable] == ["张老太"]


def test_a_household_outside_her_villages_is_not_there(core):
    county = make_county(core)
    household_id = family(county, village=PINE)
    for missing in (household_id, uuid4()):
        with pytest.raises(NotFound, match="household_not_found"):
            household_view(core, county.courier, missing)
    assert household_view(core, county.other_courier, household_id).village_name == "松林村"


def test_a_large_household_takes_no_more_statements_than_a_small_one(core):
    county = make_county(core)
    small = family(county, [SON])
    large = family(
        county, [(f"张{number}", dt.date(1990, 1, 1), []) for number in "一二三四五六七八"]
    )
    assess(core)
    counts = {
        statements(core, lambda one=one: household_view(core, county.courier, one))
        for one in (small, large)
    }
    assert counts == {2}


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (dt.datetime(2026, 11, 22, tzinfo=dt.UTC), 2027),
        (dt.datetime(2026, 8, 31, 15, 59, tzinfo=dt.UTC), 2027),  # nothing older: the newest pack
        (dt.datetime(2027, 2, 1, tzinfo=dt.UTC), 2027),
    ],
)
def test_the_coverage_year_is_the_one_being_collected(core, clock, moment, year):
    clock.moment = moment
    assert current_coverage_year(core, COUNTY_ID) == year


def test_a_county_without_a_pack_collects_for_the_next_year_from_september(core, clock):
    clock.moment = dt.datetime(2026, 8, 31, 15, 59, tzinfo=dt.UTC)
    assert current_coverage_year(core, 980101) == 2026
    clock.forward(minutes=1)
    assert current_coverage_year(core, 980101) == 2027
