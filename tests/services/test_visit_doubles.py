"""Two couriers in one kitchen, the same visit twice, a household that changed meanwhile."""

import pytest

from courier.domain.errors import Conflict
from courier.domain.unpaid_lists import UnpaidWish
from courier.services import rounds
from courier.services.cash import take_cash
from courier.services.unpaid_lists import make_visits
from courier.services.visit_doubles import HouseholdNow, household_now
from tests.factories.county import PEACH, PINE, make_county
from tests.factories.families import GRANDMOTHER, SON
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.visits import accepted, ask, count, states


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def home(core, county):
    made = county.household([GRANDMOTHER, SON])
    assess(core)
    return made


def met(core, actor, visit, home):
    return rounds.attach_household(core, actor, visit_id=visit.visit_id, household_id=home[0])


def in_one_kitchen(core, county, home):
    """Mother and son asked each for a courier of their own."""
    hers, his = accepted(core, county), ask(core, contact_phone="13900000102")
    his = rounds.accept_visit(core, county.other_courier, his.visit_id)
    met(core, county.courier, hers, home)
    met(core, county.other_courier, his, home)
    return hers, his


def test_each_of_two_couriers_in_one_kitchen_is_told_of_the_other(core, county, home):
    hers, his = in_one_kitchen(core, county, home)
    assert household_now(core, county.courier, hers.visit_id).others == ("李大山",)
    assert household_now(core, county.other_courier, his.visit_id).others == ("王小花",)


def test_what_one_of_them_collected_the_other_cannot_collect_again(core, county, home):
    hers, his = in_one_kitchen(core, county, home)
    for actor in (county.courier, county.other_courier):
        consent(core, actor, home[1])
        give_book(core, county, actor)
    take_cash(core, actor=county.courier, request=request_for(core, *home))
    with pytest.raises(Conflict):
        take_cash(core, actor=county.other_courier, request=request_for(core, *home))
    assert count(core, "receipts") == 2
    assert household_now(core, county.other_courier, his.visit_id).is_settled
    rounds.finish(core, county.courier, hers.visit_id)
    assert household_now(core, county.other_courier, his.visit_id).others == ()


def test_a_visit_from_a_list_is_over_when_somebody_is_there_already(core, county, home):
    make_visits(core, actor=county.clerk, wish=UnpaidWish(PEACH))
    (listed,) = rounds.offered_visits(core, county.courier)
    met(core, county.courier, accepted(core, county), home)
    assert states(core, listed.visit_id) == ["requested", "cancelled"]
    assert rounds.offered_visits(core, county.other_courier) == ()


def test_a_colleagues_visit_from_a_list_stays_and_is_named(core, county, home):
    make_visits(core, actor=county.clerk, wish=UnpaidWish(PEACH))
    (listed,) = rounds.offered_visits(core, county.other_courier)
    rounds.accept_visit(core, county.other_courier, listed.visit_id)
    mine = accepted(core, county)
    met(core, county.courier, mine, home)
    assert states(core, listed.visit_id) == ["requested", "accepted"]
    assert household_now(core, county.courier, mine.visit_id).others == ("李大山",)


@pytest.mark.parametrize("village", [PINE, "990101101002"])
def test_a_household_that_moved_meanwhile_is_said_to_have_moved(core, county, home, village):
    make_visits(core, actor=county.clerk, wish=UnpaidWish(PEACH))
    (listed,) = rounds.offered_visits(core, county.courier)
    rounds.accept_visit(core, county.courier, listed.visit_id)
    assert household_now(core, county.courier, listed.visit_id) == HouseholdNow()
    with core.begin() as work:
        facts = {"v": village, "h": home[0]}
        work.run("update households set village_code = :v where household_id = :h", facts)
        work.commit()
    assert household_now(core, county.courier, listed.visit_id).has_moved


def test_of_a_visit_without_a_household_nothing_is_said(core, county):
    visit = accepted(core, county)
    assert household_now(core, county.courier, visit.visit_id) == HouseholdNow()
