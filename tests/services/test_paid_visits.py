"""What money does to a visit: the tracker says so, and nobody can call it for nothing."""

from dataclasses import replace

import pytest

from courier.domain.errors import Conflict
from courier.domain.money import Money
from courier.domain.payments import PaymentState
from courier.domain.visits import VisitState
from courier.services import collected, office_visits, rounds, visits
from courier.services.cash import take_cash
from courier.services.households import Standing, household_view
from courier.services.payments import start_payment
from courier.services.settlements import check_payment
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.families import GRANDMOTHER, SON
from tests.factories.money import assess, consent, give_book, request_for
from tests.factories.visits import accepted, statements, states


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def home(core, county):
    household_id, people = county.household([GRANDMOTHER, SON])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    return household_id, people


def met(core, county, home):
    visit = accepted(core, county)
    return rounds.attach_household(
        core, county.courier, visit_id=visit.visit_id, household_id=home[0]
    )


def pay_cash(core, county, home, visit, people=None):
    request = replace(request_for(core, home[0], people or home[1]), visit_id=visit.visit_id)
    return take_cash(core, actor=county.courier, request=request)


def test_whoever_follows_sees_that_it_is_paid_before_anybody_signs_off(core, county, home, clock):
    visit = met(core, county, home)
    clock.forward(minutes=3)
    pay_cash(core, county, home, visit)
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    told = [(step.state.value, step.at is not None) for step in track.steps]
    assert told[-2:] == [("paid", True), ("signed_off", False)]
    assert not track.may_cancel
    assert states(core, visit.visit_id) == ["requested", "accepted", "arrived"]


def test_money_by_channel_makes_the_visit_paid_for_courier_and_office(core, county, home, world):
    visit = met(core, county, home)
    request = replace(request_for(core, *home), visit_id=visit.visit_id)
    order = start_payment(core, actor=county.courier, request=request)
    world.pay(order.out_trade_no)
    check_payment(core, county_id=COUNTY_ID, attempt_id=order.attempt_id)
    (hers,) = rounds.todays_visits(core, county.courier).due
    one = rounds.visit_of(core, county.courier, visit.visit_id)
    office = office_visits.visit_for_admin(core, actor=county.chief, visit_id=visit.visit_id)
    (listed,) = visits.list_for_admin(core, county.chief, VisitState.PAID)
    assert {each.status for each in (hers, one, office, listed)} == {VisitState.PAID}
    assert visits.list_for_admin(core, county.chief, VisitState.ARRIVED) == ()
    rounds.finish(core, county.courier, visit.visit_id)
    assert states(core, visit.visit_id)[-2:] == ["paid", "signed_off"]


def test_money_before_she_stands_at_the_door_makes_it_paid_too(core, county, home):
    visit = accepted(core, county)
    pay_cash(core, county, home, visit)
    assert rounds.visit_of(core, county.courier, visit.visit_id).status is VisitState.PAID
    with pytest.raises(Conflict, match="visit_other_step"):
        visits.cancel_visit(core, visit_no=visit.visit_no)
    done = rounds.finish(core, county.courier, visit.visit_id)
    assert done.status is VisitState.SIGNED_OFF


def test_money_that_comes_after_she_went_for_nothing_opens_the_visit_again(core, county, home):
    visit = met(core, county, home)
    request = replace(request_for(core, *home), visit_id=visit.visit_id)
    rounds.not_done(core, county.courier, visit.visit_id, reason="does_not_want")
    take_cash(core, actor=county.courier, request=request)
    assert rounds.visit_of(core, county.courier, visit.visit_id).status is VisitState.PAID
    assert visits.follow_visit(core, visit_no=visit.visit_no).status is VisitState.PAID


def test_nobody_signs_off_where_nobody_paid_and_somebody_owes(core, county, home):
    visit = met(core, county, home)
    with pytest.raises(Conflict, match="visit_nothing_paid"):
        rounds.finish(core, county.courier, visit.visit_id)
    assert states(core, visit.visit_id) == ["requested", "accepted", "arrived"]


def test_nobody_signs_off_where_no_household_was_met(core, county):
    visit = accepted(core, county)
    rounds.arrive(core, county.courier, visit.visit_id)
    with pytest.raises(Conflict, match="visit_nothing_paid"):
        rounds.finish(core, county.courier, visit.visit_id)


def test_who_paid_before_the_visit_lets_it_be_signed_off(core, county, home):
    visit = met(core, county, home)
    take_cash(core, actor=county.courier, request=request_for(core, home[0], home[1][:1]))
    done = rounds.finish(core, county.courier, visit.visit_id)
    assert done.status is VisitState.SIGNED_OFF
    assert states(core, visit.visit_id)[-2:] == ["arrived", "signed_off"]


def test_signing_off_writes_down_that_it_was_paid(core, county, home):
    visit = met(core, county, home)
    pay_cash(core, county, home, visit)
    done = rounds.finish(core, county.courier, visit.visit_id)
    assert [step.state for step in done.steps][-2:] == [VisitState.PAID, VisitState.SIGNED_OFF]
    assert states(core, visit.visit_id)[-2:] == ["paid", "signed_off"]


def test_a_visit_that_brought_money_is_never_for_nothing(core, county, home):
    visit = met(core, county, home)
    pay_cash(core, county, home, visit, home[1][:1])
    with pytest.raises(Conflict, match="visit_was_paid"):
        rounds.not_done(core, county.courier, visit.visit_id, reason="does_not_want")


def test_an_order_that_nobody_paid_is_not_a_payment(core, county, home):
    visit = met(core, county, home)
    request = replace(request_for(core, *home), visit_id=visit.visit_id)
    start_payment(core, actor=county.courier, request=request)
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert ("paid", None) in [(step.state.value, step.at) for step in track.steps]


def test_the_household_shows_who_paid_how_and_with_which_receipt(core, county, home):
    visit = met(core, county, home)
    paid = pay_cash(core, county, home, visit, home[1][:1])
    view = household_view(core, county.courier, home[0])
    people = {member.name: member for member in view.members}
    grandmother = people["张老太"]
    assert (grandmother.standing, grandmother.paid_channel) == (Standing.PAID, "cash")
    assert grandmother.paid_receipt_no == paid.people[0].receipt_number
    assert grandmother.attempt_id == paid.attempt_id
    assert [member.name for member in view.payable] == ["张三"]


def test_another_courier_sees_the_receipt_and_not_the_payment(core, county, home):
    paid = pay_cash(core, county, home, met(core, county, home))
    assert paid.state is PaymentState.RECEIPTED
    members = household_view(core, county.other_courier, home[0]).members
    assert {member.attempt_id for member in members} == {None}
    assert all(member.paid_receipt_no for member in members)


def test_a_courier_lists_her_own_collections_newest_first(core, county, home, clock):
    visit = met(core, county, home)
    pay_cash(core, county, home, visit, home[1][:1])
    clock.forward(minutes=1)
    request = request_for(core, home[0], home[1][1:])
    start_payment(core, actor=county.courier, request=request)
    newest, oldest = collected.own_collections(core, county.courier)
    assert (newest.state, newest.names, newest.receipts) == (PaymentState.PENDING, ("张三",), 0)
    assert (oldest.state, oldest.amount, oldest.receipts) == (
        PaymentState.RECEIPTED,
        Money(16000),
        1,
    )
    assert collected.own_collections(core, county.other_courier) == ()
    assert statements(core, lambda: collected.own_collections(core, county.courier)) == 1
