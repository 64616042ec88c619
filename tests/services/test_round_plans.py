"""The order of the day: planned by where houses are, put otherwise by the courier, kept coarse."""

import datetime as dt

import pytest

from courier.domain.errors import NotFound
from courier.domain.positions import Spot
from courier.jobs.visits import look_after_positions
from courier.services import rounds
from courier.services.round_plans import move_in_round
from tests.factories.county import PLUM, make_county
from tests.factories.visits import TOMORROW, accepted, ask, count


@pytest.fixture
def county(core):
    return make_county(core)


def take(core, county, name, **facts):
    return accepted(core, county, contact_name=name, **facts)


def order(core, county):
    return [one.contact_name for one in rounds.todays_visits(core, county.courier).due]


def been_at(core, county, clock, spot, household, **facts):
    """A visit of an earlier day, at a place that the phone told."""
    visit = take(core, county, "先前", **facts)
    if household:
        rounds.attach_household(
            core, county.courier, visit_id=visit.visit_id, household_id=household
        )
    rounds.arrive(core, county.courier, visit.visit_id, spot)
    rounds.finish(core, county.courier, visit.visit_id)
    clock.forward(minutes=1)


def test_earlier_arrivals_put_households_in_the_nearest_order(core, county, clock):
    homes = []
    for place, east in enumerate([10, 50, 20]):
        home, _ = county.household([(f"某{place}", dt.date(1958, 3, 1), [])])
        phone = f"1390000020{place}"
        been_at(core, county, clock, Spot(3000, east), home, contact_phone=phone)
        homes.append(home)
    for home, name in zip(homes, ("一", "二", "三"), strict=True):
        visit = take(core, county, name, contact_phone=f"13900000{ord(name)}"[:11])
        with core.begin() as work:
            work.run(
                "update visits set household_id = :h where visit_id = :v",
                {"h": home, "v": visit.visit_id},
            )
            work.commit()
    assert order(core, county) in (["一", "三", "二"], ["二", "三", "一"])


def test_without_positions_villages_stay_together(core, county):
    take(core, county, "一", contact_phone="13900000101")
    take(core, county, "二", contact_phone="13900000102", village_code=PLUM)
    take(core, county, "三", contact_phone="13900000103")
    assert order(core, county) in (["一", "三", "二"], ["二", "一", "三"])


def test_she_puts_a_visit_first_and_it_stays_for_the_day(core, county, clock):
    visits = [take(core, county, name, contact_phone=f"1390000010{place}")
              for place, name in enumerate("甲乙丙")]  # fmt: skip
    before = order(core, county)
    last = next(one for one in visits if one.contact_name == before[-1])
    for _ in range(3):  # once more than there is to go
        move_in_round(core, county.courier, last.visit_id, up=True)
    assert order(core, county) == [before[2], *before[:2]]
    move_in_round(core, county.courier, last.visit_id, up=False)
    assert order(core, county) == [before[0], before[2], before[1]]
    clock.forward(days=1)
    assert order(core, county) == before


def test_a_visit_under_way_stands_first_whatever_the_order(core, county):
    take(core, county, "甲", contact_phone="13900000101")
    other = take(core, county, "乙", contact_phone="13900000102")
    rounds.depart(core, county.courier, other.visit_id)
    assert order(core, county)[0] == "乙"


def test_what_is_not_in_todays_round_is_not_moved(core, county):
    offered, later = (
        ask(core, contact_phone="13900000001"),
        take(core, county, "明天", wanted_on=TOMORROW),
    )
    for visit in (offered, later):
        with pytest.raises(NotFound, match="visit_not_found"):
            move_in_round(core, county.courier, visit.visit_id, up=True)


def test_a_place_is_kept_once_coarse_and_for_thirty_days(core, county, clock):
    visit = take(core, county, "甲")
    rounds.arrive(core, county.courier, visit.visit_id, Spot(2512, 10235))
    rounds.arrive(core, county.courier, visit.visit_id, Spot(1, 1))
    with core.begin() as work:
        assert work.run("select north, east from visit_positions").one() == (2512, 10235)
    clock.forward(days=29)
    look_after_positions(core)
    assert count(core, "visit_positions") == 1
    clock.forward(days=2)
    look_after_positions(core)
    assert count(core, "visit_positions") == 0


def test_no_place_is_needed_to_arrive(core, county):
    visit = take(core, county, "甲")
    assert rounds.arrive(core, county.courier, visit.visit_id).status == "arrived"
    assert count(core, "visit_positions") == 0
