"""The day on one sheet: visits and what became of them, money by channel, cash in hand."""

import datetime as dt
from dataclasses import replace

import pytest

from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.services import rounds
from courier.services.cash import take_cash
from courier.services.day_sheets import day_sheet
from courier.services.deposits import confirm_deposit
from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, SON
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.visits import TODAY, TOMORROW, accepted


@pytest.fixture
def county(core):
    return make_county(core)


def collect(core, county, visit):
    household, people = county.household([GRANDMOTHER, SON])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    rounds.attach_household(core, county.courier, visit_id=visit.visit_id, household_id=household)
    request = replace(request_for(core, household, people), visit_id=visit.visit_id)
    paid = take_cash(core, actor=county.courier, request=request)
    rounds.finish(core, county.courier, visit.visit_id)
    return paid


def test_the_sheet_agrees_with_the_receipts_and_the_cash(core, county):
    paid = collect(core, county, accepted(core, county))
    confirm_deposit(
        core, actor=county.clerk, courier_id=county.courier.person_id, amount=Money(100)
    )
    sheet = day_sheet(core, county.courier)
    (cash,) = sheet.money
    assert (cash.channel, cash.amount) == ("cash", paid.amount)
    assert set(cash.numbers) == {one.receipt_number for one in paid.people}
    assert sheet.collected == paid.amount
    assert sheet.deposited == Money(100)
    assert sheet.in_hand == paid.amount - Money(100)


def test_each_visit_stands_with_what_became_of_it(core, county, clock):
    failed = accepted(core, county, contact_phone="13900000101")
    rounds.not_done(core, county.courier, failed.visit_id, reason="nobody_home", next_on=TOMORROW)
    clock.forward(minutes=5)
    collect(core, county, accepted(core, county, contact_phone="13900000102"))
    accepted(core, county, contact_phone="13900000103")  # nothing came of it yet
    first, second = day_sheet(core, county.courier).visits
    assert (first.state, first.reason, first.next_on) == ("not_done", "nobody_home", TOMORROW)
    assert (second.state, second.reason, second.next_on) == ("signed_off", None, None)


def test_a_day_of_last_week_is_itself_again(core, county, clock):
    paid = collect(core, county, accepted(core, county))
    clock.forward(days=7)
    assert day_sheet(core, county.courier).visits == ()
    sheet = day_sheet(core, county.courier, TODAY)
    assert (len(sheet.visits), sheet.collected) == (1, paid.amount)


@pytest.mark.parametrize("days", [-32, 1, 4000])
def test_another_year_and_tomorrow_are_no_days_of_hers(core, county, days):
    with pytest.raises(BadInput, match="sheet_day_wrong"):
        day_sheet(core, county.courier, TODAY + dt.timedelta(days=days))


def test_nobody_sees_a_colleagues_day(core, county):
    collect(core, county, accepted(core, county))
    other = day_sheet(core, county.other_courier)
    assert (other.visits, other.money, other.in_hand) == ((), (), Money(0))
