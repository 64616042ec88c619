"""One order ends before the next begins, whichever app the payer has."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.errors import BadInput, Conflict, NotFound, OutsideFailed
from courier.domain.payments import PaymentState
from courier.ports import Channel, OrderState
from courier.sandbox.wechat_pay.in_process import Call, Fault
from courier.services.payment_switch import switch_channel
from courier.services.payment_views import payment_view
from courier.services.payments import start_payment
from courier.services.reconciliation import courier_day, three_way
from courier.services.refund_sending import send_refund
from courier.services.refunds import approve_refund, list_suspense, request_refund
from courier.services.settlements import receive_notification, sweep_payments
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, balance, consent, count, request_for


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    household_id, people = county.household([("张三", dt.date(1990, 5, 5), [])])
    assess(core)
    consent(core, county.courier, people)
    return household_id, people


@pytest.fixture
def alipay(core):
    """The simulated Alipay."""
    return core.channels[Channel.ALIPAY].world


@pytest.fixture
def first(core, county, family):
    request = request_for(core, *family)
    return start_payment(core, actor=county.courier, request=request)


def switch(core, county, view, channel=Channel.ALIPAY, actor=None):
    return switch_channel(
        core, actor=actor or county.courier, attempt_id=view.attempt_id, channel=channel
    )


def tell(core, world, channel=Channel.ALIPAY):
    return [
        receive_notification(core, channel=channel, headers=headers, body=body)
        for headers, body in world.notifications()
    ]


def test_alipay_pays_like_any_channel(core, county, family, alipay):
    request = request_for(core, *family)
    view = start_payment(core, actor=county.courier, request=request, channel=Channel.ALIPAY)
    alipay.pay(view.out_trade_no)
    assert tell(core, alipay) == ["posted"]
    assert tell(core, alipay) == ["repeated"]
    assert courier_day(core, actor=county.courier).alipay == view.amount
    assert balance(core, "clearing") == view.amount.fen
    assert count(core, "receipts", "channel = 'alipay'") == 1
    assert all(one.agrees for one in three_way(core, actor=county.chief))


def test_the_first_order_is_closed_before_the_second_is_placed(core, county, first, world, alipay):
    second = switch(core, county, first)
    assert world.state_of(first.out_trade_no) is OrderState.CLOSED
    assert alipay.state_of(second.out_trade_no) is OrderState.WAITING
    assert (second.channel, second.state) == ("alipay", PaymentState.PENDING)
    assert payment_view(core, actor=county.courier, attempt_id=first.attempt_id).state.is_over


def test_pressing_again_gives_the_same_second_order(core, county, first, alipay):
    assert switch(core, county, first) == switch(core, county, first)
    assert len(alipay.book.orders) == 1


def test_there_and_back_again_leaves_one_order_open(core, county, first, world, alipay):
    second = switch(core, county, first)
    third = switch(core, county, second, Channel.WECHAT)
    waiting = [
        number
        for one in (world, alipay)
        for number in one.book.orders
        if one.state_of(number) is OrderState.WAITING
    ]
    assert waiting == [third.out_trade_no]
    assert count(core, "waiting_attempts") == 1


def test_where_the_first_cannot_be_closed_nothing_changes(core, county, first, alipay):
    core.channels[Channel.WECHAT].fail_next(Call.CLOSE, Fault.NEVER_ARRIVED)
    with pytest.raises(OutsideFailed):
        switch(core, county, first)
    assert not alipay.book.orders
    view = payment_view(core, actor=county.courier, attempt_id=first.attempt_id)
    assert view.state is PaymentState.PENDING


def test_money_that_came_first_counts_and_no_second_order_is_placed(
    core, county, first, world, alipay
):
    world.pay(first.out_trade_no)
    switch(core, county, first)
    assert not alipay.book.orders
    tell(core, world, Channel.WECHAT)
    with pytest.raises(Conflict, match="already_paid"):
        start_payment(
            core,
            actor=county.courier,
            request=request_for(core, first.household_id, [first.people[0].insuree_id]),
        )


def test_nobody_switches_anothers_order_nor_to_cash(core, county, first):
    with pytest.raises(NotFound):
        switch(core, county, first, actor=county.other_courier)
    with pytest.raises(BadInput):
        switch(core, county, first, Channel.CASH)


def test_late_money_at_alipay_waits_in_suspense_and_goes_back(core, county, first, alipay):
    second = switch(core, county, first)
    switch(core, county, second, Channel.WECHAT)
    alipay.pay(second.out_trade_no)
    assert tell(core, alipay) == ["late"]
    (item,) = list_suspense(core, actor=county.chief)
    refund = request_refund(
        core, actor=county.clerk, suspense_id=item.suspense_id, reason="paid late"
    )
    approve_refund(core, actor=county.chief, refund_id=refund)
    send_refund(core, county_id=COUNTY_ID, refund_id=refund)
    alipay.finish_refund(alipay.refunds[0].out_refund_no)
    assert "refund_done" in tell(core, alipay)
    assert balance(core, "suspense") == 0


def test_a_lost_word_of_alipays_is_asked_after(core, county, family, alipay, clock):
    request = request_for(core, *family)
    view = start_payment(core, actor=county.courier, request=request, channel=Channel.ALIPAY)
    alipay.pay(view.out_trade_no)
    clock.forward(minutes=2)
    assert sweep_payments(core) == 1
    state = payment_view(core, actor=county.courier, attempt_id=view.attempt_id).state
    assert state is PaymentState.RECEIPTED
