from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from courier.domain.errors import BadInput, Conflict, OutsideFailed
from courier.domain.money import Money
from courier.ports import (
    ChannelPayment,
    OrderState,
    OrderToPlace,
    PayWay,
    RefundState,
    RefundStatus,
    RefundToPlace,
)
from courier.sandbox.wechat_pay.in_process import Call, Fault, InProcessWechat

NOW = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)  # as the tests' clock begins


@pytest.fixture
def channel(world) -> InProcessWechat:
    return InProcessWechat(world)


def an_order(number: str = "order-0001", **changes: object) -> OrderToPlace:
    order = OrderToPlace(
        out_trade_no=number,
        amount=Money(48000),
        description="三个人的医保费",
        expires_at=NOW + dt.timedelta(hours=2),
    )
    return dataclasses.replace(order, **changes)


def a_refund(payment: ChannelPayment, number: str = "refund-1", fen: int | None = None):
    return RefundToPlace(
        out_refund_no=number,
        out_trade_no=payment.out_trade_no,
        transaction_id=payment.transaction_id,
        amount=payment.amount if fen is None else Money(fen),
        paid=payment.amount,
        reason="重复缴费",
    )


def test_an_order_placed_twice_is_the_same_order(channel):
    assert channel.place(an_order()) == channel.place(an_order())
    assert channel.query("order-0001").state is OrderState.WAITING


def test_the_same_number_with_other_contents_is_a_conflict(channel):
    channel.place(an_order())
    for other in (
        an_order(amount=Money(1)),
        an_order(description="x"),
        an_order(way=PayWay.H5),
        an_order(expires_at=NOW + dt.timedelta(hours=3)),
    ):
        with pytest.raises(Conflict, match="order_differs"):
            channel.place(other)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "short"},
        {"number": "x" * 33},
        {"amount": Money(0)},
        {"description": ""},
        {"description": "长" * 128},
        {"expires_at": NOW},
    ],
)
def test_an_impossible_order_is_refused(channel, changes):
    with pytest.raises(OutsideFailed, match="channel_refused") as refused:
        channel.place(an_order(**changes))
    assert refused.value.facts["reason"] == "PARAM_ERROR"


def test_an_order_never_placed_is_unknown_and_may_be_closed(channel):
    assert channel.query("order-0001").state is OrderState.UNKNOWN
    channel.close("order-0001")


def test_a_paid_order_tells_its_payment(world, channel):
    channel.place(an_order())
    payment = world.pay("order-0001")
    assert payment.amount == Money(48000)
    status = channel.query("order-0001")
    assert (status.state, status.payment) == (OrderState.PAID, payment)
    with pytest.raises(Conflict, match="order_already_paid"):
        channel.close("order-0001")
    with pytest.raises(Conflict, match="order_already_paid"):
        channel.place(an_order())


def test_money_may_come_twice_less_and_late(world, channel):
    channel.place(an_order())
    channel.close("order-0001")
    channel.close("order-0001")
    assert channel.query("order-0001").state is OrderState.CLOSED
    late, again = world.pay("order-0001"), world.pay("order-0001", Money(100))
    assert late.transaction_id != again.transaction_id
    assert again.amount == Money(100)
    assert channel.query("order-0001").payment == late
    assert world.payments == [late, again]


def test_an_expired_order_is_closed(channel, clock):
    channel.place(an_order())
    clock.forward(hours=2)
    assert channel.query("order-0001").state is OrderState.CLOSED
    with pytest.raises(Conflict, match="order_already_closed"):
        channel.place(an_order())


def test_every_event_is_one_notification_that_can_be_read_again(world, channel):
    channel.place(an_order())
    payment = world.pay("order-0001")
    channel.refund(a_refund(payment))
    world.finish_refund("refund-1")
    world.finish_refund("refund-1", ok=False)
    first, second = world.notifications()
    assert channel.read_notification(*first) == payment
    assert channel.read_notification(*second) == RefundStatus(
        "refund-1", RefundState.DONE, payment.amount
    )
    assert len(world.take_events()) == 2
    assert world.take_events() == []


def test_a_notification_of_nobody_is_not_believed(channel):
    with pytest.raises(BadInput, match="notification_wrong_signature"):
        channel.read_notification({}, b"{}")
    with pytest.raises(BadInput, match="notification_not_readable"):
        channel.read_notification({"Sandbox-Notification": "payment"}, b"{}")


def test_a_refund_asked_twice_goes_once(world, channel):
    channel.place(an_order())
    payment = world.pay("order-0001")
    assert channel.refund(a_refund(payment)) == channel.refund(a_refund(payment))
    assert channel.query("order-0001").state is OrderState.REFUNDED
    assert [refund.amount for refund in world.refunds] == [payment.amount]


def test_no_more_than_was_paid_goes_back(world, channel):
    channel.place(an_order())
    payment = world.pay("order-0001")
    channel.refund(a_refund(payment, "refund-1", 40000))
    for number, fen in (("refund-2", 8001), ("refund-1", 8000)):
        with pytest.raises(OutsideFailed, match="channel_refused"):
            channel.refund(a_refund(payment, number, fen))
    world.finish_refund("refund-1", ok=False)
    assert channel.query_refund("refund-1", "order-0001").state is RefundState.FAILED
    channel.refund(a_refund(payment, "refund-2"))
    assert channel.query_refund("refund-3", "order-0001").state is RefundState.UNKNOWN


def test_a_call_that_never_arrived_did_nothing(channel):
    channel.fail_next(Call.PLACE, Fault.NEVER_ARRIVED)
    with pytest.raises(OutsideFailed, match="channel_unreachable"):
        channel.place(an_order())
    assert channel.query("order-0001").state is OrderState.UNKNOWN
    channel.place(an_order())


def test_a_lost_answer_still_did_its_work(channel):
    channel.fail_next(Call.PLACE, Fault.ANSWER_LOST)
    with pytest.raises(OutsideFailed, match="channel_unreachable"):
        channel.place(an_order())
    assert channel.query("order-0001").state is OrderState.WAITING
