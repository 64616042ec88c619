"""The adapter against the simulated Alipay over loopback HTTP: real signatures both ways."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlencode

import httpx
import pytest
from flask import Flask
from sandbox.served import NUMBER, a_refund, an_order, failure, running, wait_until
from sandbox.served_alipay import alipay_settings, alipay_wire, served_alipay

from courier.adapters.alipay import AlipayChannel
from courier.adapters.alipay_answers import yuan
from courier.domain.errors import BadInput, CourierError, OutsideFailed
from courier.domain.money import Money
from courier.ports import OrderState, OrderStatus, PayWay, RefundState, RefundStatus


@pytest.fixture
def there(clock):
    with served_alipay(clock) as parts:
        yield parts


@pytest.fixture
def channel(there) -> AlipayChannel:
    return there.channel


@pytest.fixture
def paid(there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    wait_until(lambda: there.merchant.told)
    return there.merchant.told[0]


def test_an_order_is_a_code_to_scan(channel, clock):
    assert channel.place(an_order(clock)).code_url.startswith("https://qr.alipay.com/")


def test_a_page_is_known_to_alipay_only_once_the_payer_opens_it(there, clock):
    page = there.channel.place(an_order(clock, way=PayWay.H5)).page_url
    assert there.channel.query(NUMBER).state is OrderState.UNKNOWN
    shown = httpx.get(page, follow_redirects=True, trust_env=False)
    assert shown.status_code == 200
    assert NUMBER in shown.text
    assert there.channel.query(NUMBER).state is OrderState.WAITING


def test_a_page_whose_amount_somebody_changed_opens_nothing(there, clock):
    page = there.channel.place(an_order(clock, way=PayWay.H5)).page_url
    forged = page.replace("480.00", "1.00")
    assert forged != page
    assert "isv.invalid-signature" in httpx.get(forged, trust_env=False).text
    assert there.channel.query(NUMBER).state is OrderState.UNKNOWN


def test_the_way_inside_wechat_is_not_alipays(channel, clock):
    order = an_order(clock, way=PayWay.JSAPI)
    assert failure(BadInput, channel.place, order).code == "channel_payer_missing"


def test_money_goes_back_once_however_often_it_is_asked(there, paid):
    done = RefundStatus("refund-1", RefundState.DONE, Money(48000))
    assert there.channel.query_refund("refund-1", NUMBER).state is RefundState.UNKNOWN
    assert there.channel.refund(a_refund(paid)) == done
    assert there.channel.refund(a_refund(paid)) == done
    assert there.channel.query_refund("refund-1", NUMBER) == done
    assert there.channel.query(NUMBER) == OrderStatus(OrderState.REFUNDED, paid)
    assert len(there.sandbox.world.refunds) == 1
    wait_until(lambda: len(there.merchant.told) == 2)
    assert there.merchant.told[1] == dataclasses.replace(done, amount=None)


def test_more_than_was_paid_does_not_go_back(there, paid):
    there.channel.refund(a_refund(paid))
    error = failure(OutsideFailed, there.channel.refund, a_refund(paid, "refund-2"))
    assert error.code == "channel_refused"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("system_error", "channel_unreachable"),
        ("timeout", "channel_unreachable"),
        ("answer_lost", "channel_unreachable"),
        ("forged_answer", "channel_answer_wrong"),
        ("order_closed", "order_already_closed"),
    ],
)
def test_a_call_that_goes_wrong_is_told_and_repeating_it_is_harmless(there, clock, fault, code):
    there.fault("place", fault)
    assert failure(CourierError, there.channel.place, an_order(clock)).code == code
    assert there.channel.place(an_order(clock)).code_url
    assert len(there.sandbox.world.book.orders) == 1


def test_a_refund_that_the_balance_does_not_cover_is_refused(there, paid):
    there.fault("refund", "not_enough")
    error = failure(OutsideFailed, there.channel.refund, a_refund(paid))
    assert (error.code, error.facts["reason"]) == (
        "channel_refused",
        "ACQ.SELLER_BALANCE_NOT_ENOUGH",
    )


def test_what_we_ask_with_another_key_is_refused(there, clock):
    stranger = alipay_settings(gateway=f"{there.base}/gateway.do", app_id="2021000000000000")
    asked = AlipayChannel(stranger, clock)
    assert failure(OutsideFailed, asked.place, an_order(clock)).code == "channel_refused"


@pytest.mark.parametrize(
    "body", ["", "no json", "[]", "{}", '{"alipay_trade_query_response": {"code": "10000"}}']
)
def test_an_answer_that_is_not_signed_is_not_believed(clock, body):
    app = Flask("gateway")
    app.post("/gateway.do")(lambda: body)
    with running(app) as base:
        channel = AlipayChannel(alipay_settings(gateway=f"{base}/gateway.do"), clock)
        assert failure(OutsideFailed, channel.query, NUMBER).code == "channel_answer_wrong"


def test_nobody_at_the_gateway_is_unreachable(clock):
    channel = AlipayChannel(alipay_settings(), clock)
    assert failure(OutsideFailed, channel.query, NUMBER).code == "channel_unreachable"


def test_a_merchants_call_for_another_order_is_not_believed(clock):
    told = {"code": "10000", "out_trade_no": "other", "trade_no": "1", "total_amount": "1.00"}
    text = alipay_wire().answer("alipay.trade.query", told | {"trade_status": "WAIT_BUYER_PAY"})
    app = Flask("gateway")
    app.post("/gateway.do")(lambda: text)
    with running(app) as base:
        channel = AlipayChannel(alipay_settings(gateway=f"{base}/gateway.do"), clock)
        assert failure(OutsideFailed, channel.query, NUMBER).code == "channel_answer_wrong"


def test_amounts_are_never_floats():
    assert yuan(Money(40000)) == "400.00"
    assert yuan(Money(9)) == "0.09"
    assert yuan(Money(10**11 + 1)) == "1000000000.01"


def test_the_simulator_refuses_what_is_not_signed(there):
    body = urlencode({"method": "alipay.trade.query", "sign": "x"})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{there.base}/gateway.do", content=body, headers=headers, trust_env=False)
    assert "isv.invalid-signature" in answer.text
