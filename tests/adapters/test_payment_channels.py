"""What every payment channel promises its callers, whoever is behind it."""

from __future__ import annotations

import pytest
from sandbox.served import NUMBER, an_order, failure, served, wait_until
from sandbox.served_alipay import served_alipay

from courier.domain.errors import Conflict
from courier.domain.money import Money
from courier.ports import Channel, OrderState, OrderStatus, RefundState

SERVED = {Channel.WECHAT: served, Channel.ALIPAY: served_alipay}


@pytest.fixture(params=list(SERVED))
def kind(request) -> Channel:
    return request.param


@pytest.fixture
def there(kind, clock):
    with SERVED[kind](clock) as parts:
        yield parts


@pytest.fixture
def channel(there):
    return there.channel


def test_an_order_placed_again_is_the_same_and_waits(channel, clock):
    placed = channel.place(an_order(clock))
    assert placed.code_url
    assert channel.place(an_order(clock)) == placed
    assert channel.query(NUMBER) == OrderStatus(OrderState.WAITING)


def test_the_same_number_with_another_amount_is_a_conflict(channel, clock):
    channel.place(an_order(clock))
    order = an_order(clock, amount=Money(1))
    assert failure(Conflict, channel.place, order).code == "order_differs"


def test_a_paid_order_is_told_by_query_and_by_notification(kind, there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    wait_until(lambda: there.merchant.told)
    (payment,) = there.merchant.told
    assert (payment.channel, payment.amount) == (kind, Money(48000))
    assert there.channel.query(NUMBER) == OrderStatus(OrderState.PAID, payment)
    assert there.sandbox.world.payments == [payment]


def test_a_paid_order_can_be_neither_closed_nor_placed_again(there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    for ask, what in ((there.channel.close, NUMBER), (there.channel.place, an_order(clock))):
        assert failure(Conflict, ask, what).code == "order_already_paid"


def test_closing_is_harmless_again_and_for_the_unknown(channel, clock):
    channel.close("order-never")
    channel.place(an_order(clock))
    channel.close(NUMBER)
    channel.close(NUMBER)
    assert channel.query(NUMBER).state is OrderState.CLOSED
    assert failure(Conflict, channel.place, an_order(clock)).code == "order_already_closed"


def test_what_was_never_asked_is_unknown(channel):
    assert channel.query("order-never") == OrderStatus(OrderState.UNKNOWN)
    assert channel.query_refund("refund-never", NUMBER).state is RefundState.UNKNOWN
