"""Payments of a household, seen from outside: what a channel does, and what the books say."""

import dataclasses
import datetime as dt

import pytest

from courier.domain.errors import Conflict, NotFound, OutsideFailed, Refused
from courier.domain.money import Money
from courier.domain.payments import PaymentState
from courier.ports import Channel, ChannelPayment
from courier.sandbox.wechat_pay.in_process import Call, Fault
from courier.services.cash import take_cash
from courier.services.payment_views import payment_view
from courier.services.payments import abandon_payment, start_payment
from courier.services.receipts import receipt_by_code, receipts_of_attempt
from courier.services.reconciliation import courier_day, progress, three_way
from courier.services.refund_sending import send_refund, sweep_refunds
from courier.services.refunds import (
    approve_refund,
    list_suspense,
    request_premium_refund,
    request_refund,
)
from courier.services.settlements import (
    check_payment,
    receive_notification,
    settle,
    sweep_payments,
)
from tests.factories.county import make_county
from tests.factories.money import (
    assess,
    balance,
    consent,
    count,
    give_book,
    request_for,
)

OLD, YOUNG, CHILD = dt.date(1958, 3, 1), dt.date(1990, 5, 5), dt.date(2018, 6, 1)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """A household of three who owe 160, 400 and 400 yuan, and agreed to it."""
    household_id, people = county.household(
        [("张老太", OLD, ["low_income"]), ("张三", YOUNG, []), ("张小宝", CHILD, [])]
    )
    assess(core)
    consent(core, county.courier, people)
    return household_id, people


def start(core, county, family, people=None, **changes):
    household_id, everybody = family
    request = request_for(core, household_id, people or everybody, changes.pop("key", None))
    return start_payment(core, actor=changes.pop("actor", county.courier), request=request)


def deliver(core, world):
    return [
        receive_notification(core, channel=Channel.WECHAT, headers=headers, body=body)
        for headers, body in world.notifications()
    ]


def test_one_order_pays_for_three_and_each_has_a_receipt(core, county, family, world):
    view = start(core, county, family)
    assert (view.state, view.amount) == (PaymentState.PENDING, Money(96000))
    world.pay(view.out_trade_no)
    assert deliver(core, world) == ["posted"]
    receipts = receipts_of_attempt(core, actor=county.courier, attempt_id=view.attempt_id)
    assert sorted((r.name, r.amount.yuan) for r in receipts) == [
        ("张三", "400"),
        ("张小宝", "400"),
        ("张老太", "160"),
    ]
    assert receipt_by_code(core, code=receipts[0].code).number == receipts[0].number
    assert balance(core, "clearing") == 96000
    assert balance(core, "obligation_receivable") == 0
    assert count(core, "obligations", "status = 'paid'") == 3


def test_a_retried_payment_is_charged_once(core, county, family, world):
    request = request_for(core, family[0], family[1])
    first = start_payment(core, actor=county.courier, request=request)
    again = start_payment(core, actor=county.courier, request=request)
    assert first.attempt_id == again.attempt_id
    assert count(core, "payment_attempts") == 1


def test_the_same_key_with_another_body_is_refused(core, county, family):
    start(core, county, family, key="k" * 32)
    with pytest.raises(Conflict, match="idempotency_key_reused"):
        start(core, county, family, people=family[1][:1], key="k" * 32)


def test_two_couriers_cannot_charge_one_person(core, county, family):
    start(core, county, family)
    consent(core, county.other_courier, family[1])
    with pytest.raises(Conflict, match="being_paid"):
        start(core, county, family, people=family[1][:1], actor=county.other_courier)


def test_nobody_is_charged_without_consent(core, county):
    household_id, people = county.household([("李四", YOUNG, [])])
    assess(core)
    with pytest.raises(Refused, match="consent_missing"):
        start(core, county, (household_id, people))


def test_a_repeated_notification_posts_once(core, county, family, world):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    assert deliver(core, world) == ["posted"]
    assert deliver(core, world) == ["repeated"]
    assert balance(core, "clearing") == 96000


def test_a_lost_notification_is_found_by_asking(core, county, family, world, clock):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    clock.forward(minutes=2)
    assert sweep_payments(core) == 1
    seen = payment_view(core, actor=county.courier, attempt_id=view.attempt_id)
    assert seen.state is PaymentState.RECEIPTED


def test_an_unpaid_order_expires_and_frees_its_persons(core, county, family, clock):
    view = start(core, county, family)
    clock.forward(minutes=31)
    state = check_payment(core, county_id=county.courier.county_id, attempt_id=view.attempt_id)
    assert state is PaymentState.EXPIRED
    assert start(core, county, family).state is PaymentState.PENDING


def test_money_twice_goes_to_suspense_and_back_by_two_persons(core, county, family, world):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    world.pay(view.out_trade_no)
    assert deliver(core, world) == ["posted", "paid_twice"]
    (item,) = list_suspense(core, actor=county.chief)
    assert (item.amount, item.reason, item.step) == (Money(96000), "paid_twice", "open")
    refund = request_refund(
        core, actor=county.clerk, suspense_id=item.suspense_id, reason="paid_twice"
    )
    with pytest.raises(Exception, match="second_person_needed"):
        approve_refund(core, actor=county.clerk, refund_id=refund)
    approve_refund(core, actor=county.chief, refund_id=refund)
    assert balance(core, "refunds_payable") == -96000
    send_refund(core, county_id=county.chief.county_id, refund_id=refund)
    world.finish_refund(world.refunds[0].out_refund_no)
    assert deliver(core, world)[-1] == "refund_done"
    assert deliver(core, world)[-1] == "refund_done"
    assert (balance(core, "suspense"), balance(core, "refunds_payable")) == (0, 0)
    assert balance(core, "clearing") == 96000


@pytest.mark.parametrize(("paid_fen", "reason"), [(95900, "other_amount"), (96100, "other_amount")])
def test_another_amount_is_kept_in_suspense(core, county, family, world, paid_fen, reason):
    view = start(core, county, family)
    world.pay(view.out_trade_no, Money(paid_fen))
    assert deliver(core, world) == [reason]
    assert balance(core, "suspense") == -paid_fen
    assert count(core, "receipts") == 0
    assert start(core, county, family).state is PaymentState.PENDING


def test_late_money_is_kept_in_suspense(core, county, family, world):
    view = start(core, county, family)
    abandon_payment(core, actor=county.courier, attempt_id=view.attempt_id)
    world.pay(view.out_trade_no)
    assert deliver(core, world) == ["late"]
    assert balance(core, "suspense") == -96000


@pytest.mark.parametrize("number", ["SOMEBODYELSE", "123456OTHERSNUMBER", "990101NOTOURS"])
def test_money_for_an_order_that_nobody_knows_is_kept(core, county, number):
    payment = ChannelPayment(Channel.WECHAT, number, "4200000001", Money(1), core.clock.now())
    assert settle(core, payment) == "unknown_order"
    assert settle(core, payment) == "repeated"
    assert len(list_suspense(core, actor=county.chief)) == 1


def test_an_order_that_could_not_be_placed_waits_and_is_placed_by_a_retry(core, county, family):
    request = request_for(core, family[0], family[1])
    core.channels[Channel.WECHAT].fail_next(Call.PLACE, Fault.NEVER_ARRIVED)
    with pytest.raises(OutsideFailed):
        start_payment(core, actor=county.courier, request=request)
    view = start_payment(core, actor=county.courier, request=request)
    assert view.state is PaymentState.PENDING
    assert count(core, "payment_attempts") == 1


def test_an_abandoned_order_that_was_paid_first_counts(core, county, family, world):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    abandon_payment(core, actor=county.courier, attempt_id=view.attempt_id)
    assert deliver(core, world) == ["posted"]


def test_cash_takes_the_next_leaves_of_the_couriers_book(core, county, family):
    household_id, people = family
    request = request_for(core, household_id, people[:2])
    with pytest.raises(Refused, match="receipt_book_missing"):
        take_cash(core, actor=county.courier, request=request)
    give_book(core, county, county.courier, leaves=3)
    view = take_cash(core, actor=county.courier, request=request)
    assert view.state is PaymentState.RECEIPTED
    assert sorted(p.receipt_number for p in view.people) == ["B000001-01", "B000001-02"]
    assert balance(core, "custody") == 56000
    again = take_cash(core, actor=county.courier, request=request)
    assert again.attempt_id == view.attempt_id
    third = request_for(core, household_id, people[2:])
    assert take_cash(core, actor=county.courier, request=third).people[0].receipt_number == (
        "B000001-03"
    )
    day = courier_day(core, actor=county.courier)
    assert (day.cash, day.cash_in_hand, day.receipts) == (Money(96000), Money(96000), 3)


def test_a_book_that_is_used_up_is_named(core, county, family):
    give_book(core, county, county.courier, leaves=1)
    with pytest.raises(Refused, match="receipt_book_used_up"):
        take_cash(core, actor=county.courier, request=request_for(core, *family))


def test_cash_for_somebody_who_has_paid_is_refused_before_it_is_taken(core, county, family, world):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    deliver(core, world)
    give_book(core, county, county.other_courier)
    request = request_for(core, family[0], family[1][:1])
    with pytest.raises(Conflict, match="already_paid"):
        take_cash(core, actor=county.other_courier, request=request)
    assert balance(core, "custody") == 0


def test_a_premium_goes_back_before_cover_starts_by_the_packs_rule(core, county, family, world):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    deliver(core, world)
    with core.begin() as work:
        number = work.scalar("select min(receipt_no) from receipts")
    refund = request_premium_refund(core, actor=county.clerk, receipt_no=number, reason="death")
    approve_refund(core, actor=county.chief, refund_id=refund)
    sweep_refunds(core)
    world.finish_refund(world.refunds[0].out_refund_no)
    deliver(core, world)
    assert count(core, "obligations", "status = 'withdrawn'") == 1
    assert count(core, "receipt_voids") == 1
    assert all(row.agrees for row in three_way(core, actor=county.chief))
    assert balance(core, "refunds_payable") == 0


def test_a_premium_does_not_go_back_after_cover_has_started(core, county, family, world, clock):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    deliver(core, world)
    clock.forward(days=60)
    with core.begin() as work:
        number = work.scalar("select min(receipt_no) from receipts")
    with pytest.raises(Refused, match="premium_not_refundable"):
        request_premium_refund(core, actor=county.clerk, receipt_no=number, reason="death")


def test_progress_and_the_three_lines_agree(core, county, family, world):
    view = start(core, county, family)
    world.pay(view.out_trade_no)
    deliver(core, world)
    peach = progress(core, actor=county.clerk, coverage_year=2027)[0]
    assert (peach.village_name, peach.paid, peach.paid_money) == ("桃花村", 3, Money(96000))
    rows = three_way(core, actor=county.chief, day=dt.date(2026, 11, 22))
    assert [row.receipts for row in rows] == [3, 0, 0, 0]
    assert all(row.agrees for row in rows)
    assert rows[0].people_money == Money(96000)


def test_another_couriers_payment_is_not_to_be_seen(core, county, family):
    view = start(core, county, family)
    with pytest.raises(NotFound):
        payment_view(core, actor=county.other_courier, attempt_id=view.attempt_id)


def test_a_channel_that_is_not_set_up_holds_nobody(core, county, family):
    bare = dataclasses.replace(core, channels={})
    with pytest.raises(OutsideFailed, match="channel_missing"):
        start_payment(bare, actor=county.courier, request=request_for(core, family[0], family[1]))
    assert count(core, "premium_claims") == 0
