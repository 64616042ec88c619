"""Cash in a courier's hand while somebody may still pay an order: one payment, nothing lost."""

import datetime as dt

import pytest

from courier.domain.payments import PaymentState
from courier.ports import Channel, OrderState
from courier.sandbox.wechat_pay.in_process import Call, Fault
from courier.services.payment_views import payment_view
from courier.services.payments import start_payment
from courier.services.receipts import payments_of_visit
from courier.services.refund_sending import sweep_refunds
from courier.services.refunds import approve_refund, list_suspense, request_refund
from courier.services.rounds import not_done
from courier.services.settlements import receive_notification
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, balance, consent, count, give_book, request_for
from tests.factories.phones import cash_item, consent_item, only, registered_phone, sent
from tests.factories.visits import TOMORROW, accepted, states
from tests.simulation.books import check

YOUNG = dt.date(1990, 5, 5)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """A household of one who owes 400 yuan and agreed to it."""
    household_id, people = county.household([("张三", YOUNG, [])])
    assess(core)
    consent(core, county.courier, people)
    return household_id, people


@pytest.fixture
def phone(core, county):
    give_book(core, county, county.courier)
    return registered_phone(core, county.courier)


@pytest.fixture
def order(core, county, family):
    """Placed at WeChat and shown; nobody has paid it yet."""
    return start_payment(core, actor=county.courier, request=request_for(core, *family))


def state(core, county, order):
    return payment_view(core, actor=county.courier, attempt_id=order.attempt_id).state


def test_an_order_that_nobody_paid_is_closed_and_the_cash_counts(
    core, county, phone, family, order, world
):
    outcome = only(core, phone, cash_item(core, phone, family))
    assert (outcome.outcome, outcome.code) == ("done", "cash_posted_instead")
    assert world.state_of(order.out_trade_no) is OrderState.CLOSED
    assert state(core, county, order) is PaymentState.FAILED
    assert (count(core, "receipts", "channel = 'cash'"), balance(core, "suspense")) == (1, 0)
    check(core.engine, COUNTY_ID)


def test_money_that_reached_the_order_without_a_word_is_posted_and_the_cash_goes_back(
    core, county, phone, family, order, world
):
    world.pay(order.out_trade_no)
    item = cash_item(core, phone, family)
    outcome = only(core, phone, item)
    assert (outcome.outcome, outcome.code) == ("refused", "cash_kept")
    assert [one["why"] for one in outcome.facts["back"]] == ["paid_elsewhere"]
    assert state(core, county, order) is PaymentState.RECEIPTED
    assert only(core, phone, item) == outcome
    (kept,) = list_suspense(core, actor=county.chief)
    asked = request_refund(core, actor=county.clerk, suspense_id=kept.suspense_id, reason="现金")
    approve_refund(core, actor=county.chief, refund_id=asked)
    sweep_refunds(core)
    assert (balance(core, "suspense"), balance(core, "custody")) == (0, 0)
    assert count(core, "receipts", "channel = 'wechat'") == 1
    check(core.engine, COUNTY_ID)


def test_money_that_comes_after_the_order_was_closed_is_one_refund_case(
    core, county, phone, family, world
):
    order = start_payment(
        core, actor=county.courier, request=request_for(core, *family), channel=Channel.ALIPAY
    )
    assert only(core, phone, cash_item(core, phone, family)).code == "cash_posted_instead"
    alipay = core.channels[Channel.ALIPAY].world
    alipay.pay(order.out_trade_no)
    for headers, body in alipay.notifications():
        receive_notification(core, channel=Channel.ALIPAY, headers=headers, body=body)
    (kept,) = list_suspense(core, actor=county.chief)
    assert (kept.channel, kept.reason) == ("alipay", "late")
    assert (count(core, "receipts"), balance(core, "custody")) == (1, 40000)
    check(core.engine, COUNTY_ID)


def test_while_the_channel_is_silent_the_cash_stays_on_the_phone(
    core, county, phone, family, order
):
    item = cash_item(core, phone, family)
    core.channels[Channel.WECHAT].fail_next(Call.QUERY, Fault.NEVER_ARRIVED)
    assert sent(core, phone, item) == {}
    assert (count(core, "phone_items"), balance(core, "custody")) == (0, 0)
    assert only(core, phone, item).code == "cash_posted_instead"


@pytest.mark.parametrize(
    ("change", "outcome"), [({"fen": 12300}, "refused"), ({"leaf": "B000001-02"}, "held")]
)
def test_cash_that_cannot_be_posted_ends_nobodys_order(
    core, county, phone, family, order, world, change, outcome
):
    item = cash_item(core, phone, family)
    item["body"]["owed"][0] |= change
    assert only(core, phone, item).outcome == outcome
    assert world.state_of(order.out_trade_no) is OrderState.WAITING
    assert state(core, county, order) is PaymentState.PENDING


def test_a_visit_is_paid_once_its_late_cash_is_in_and_leads_to_the_receipts(
    core, county, phone, family
):
    visit = accepted(core, county)
    outcomes = sent(
        core, phone, consent_item(core, phone, family, visit), cash_item(core, phone, family, visit)
    )
    assert {one.outcome for one in outcomes.values()} == {"done"}
    assert states(core, visit.visit_id)[-2:] == ["consented", "paid"]
    (attempt_id,) = payments_of_visit(core, actor=county.courier, visit_id=visit.visit_id)
    assert f"payment:{attempt_id}" in {one.leads_to for one in outcomes.values()}
    stranger = county.other_courier
    assert payments_of_visit(core, actor=stranger, visit_id=visit.visit_id) == []


def test_late_cash_of_a_visit_that_is_over_counts_all_the_same(core, county, phone, family):
    visit = accepted(core, county)
    item = cash_item(core, phone, family, visit)
    not_done(core, county.courier, visit.visit_id, reason="wants_later", next_on=TOMORROW)
    assert only(core, phone, item).outcome == "done"
    assert states(core, visit.visit_id)[-1] == "accepted"
    assert count(core, "receipts") == 1
