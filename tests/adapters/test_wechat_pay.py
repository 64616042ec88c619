"""The adapter against the simulator over loopback HTTP: real signatures, real encryption."""

from __future__ import annotations

import dataclasses
import datetime as dt
import socket
import time
from base64 import b64decode
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import Flask
from sandbox.served import (
    NUMBER,
    a_refund,
    an_order,
    failure,
    merchant_settings,
    running,
    served,
    shared_keys,
    wait_until,
)

from courier.adapters import wechat_client
from courier.adapters.wechat_pay import WechatPayChannel
from courier.domain.errors import BadInput, Conflict, OutsideFailed
from courier.domain.money import Money
from courier.ports import OrderState, OrderStatus, PayWay, RefundState, RefundStatus


@pytest.fixture
def there(clock):
    with served(clock) as parts:
        yield parts


@pytest.fixture
def channel(there) -> WechatPayChannel:
    return there.channel


def test_a_native_order_is_a_code_to_scan(channel, clock):
    assert channel.place(an_order(clock)).code_url.startswith("weixin://wxpay/bizpayurl?pr=")


def test_with_a_public_address_the_code_leads_to_the_pay_page(clock):
    with served(clock, public_url="http://192.0.2.1:8100/") as there:
        native = there.channel.place(an_order(clock))
        assert native.code_url.startswith("http://192.0.2.1:8100/sandbox/pay/")
        by_browser = an_order(clock, out_trade_no="order-0002", way=PayWay.H5, payer_ip="192.0.2.7")
        assert there.channel.place(by_browser).page_url.startswith("http://192.0.2.1:8100/")


def test_an_order_inside_wechat_gives_the_page_signed_parameters(channel, clock):
    placed = channel.place(an_order(clock, way=PayWay.JSAPI, payer_openid="o-payer"))
    told = placed.prepay
    assert told["appId"] == shared_keys().appid
    assert told["signType"] == "RSA"
    lines = "".join(f"{told[name]}\n" for name in ("appId", "timeStamp", "nonceStr", "package"))
    key = load_pem_public_key(shared_keys().merchant_public_key_pem.encode())
    key.verify(b64decode(told["paySign"]), lines.encode(), PKCS1v15(), SHA256())


@pytest.mark.parametrize("way", [PayWay.JSAPI, PayWay.H5])
def test_a_payer_must_be_known_where_wechat_asks_for_one(channel, clock, way):
    assert failure(BadInput, channel.place, an_order(clock, way=way)).code == (
        "channel_payer_missing"
    )


def test_the_same_number_with_another_body_is_a_conflict(channel, clock):
    channel.place(an_order(clock))
    later = clock.now() + dt.timedelta(hours=3)
    for changes in ({"amount": Money(1)}, {"description": "x"}, {"expires_at": later}):
        error = failure(Conflict, channel.place, an_order(clock, **changes))
        assert error.code == "order_differs"


def test_closing_what_was_closed_elsewhere_is_harmless(there, clock):
    there.channel.place(an_order(clock))
    there.fault("close", "order_closed")
    there.channel.close(NUMBER)


@pytest.mark.usefixtures("socket_disabled")
@pytest.mark.parametrize("number", ["", "../x", "a?mchid=1", "a/b", "单号", "x" * 65])
def test_what_cannot_be_a_number_never_becomes_an_address(clock, number):
    channel = WechatPayChannel(merchant_settings(), clock)
    by_number = partial(channel.query_refund, out_trade_no=NUMBER)
    for ask in (channel.query, channel.close, by_number):
        assert failure(OutsideFailed, ask, number).code == "channel_refused"


def test_a_refund_goes_once_however_often_it_is_asked(there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    (payment,) = there.sandbox.world.payments
    first = there.channel.refund(a_refund(payment))
    assert first == RefundStatus("refund-1", RefundState.WORKING, Money(48000))
    assert there.channel.refund(a_refund(payment)) == first
    assert there.channel.query(NUMBER) == OrderStatus(OrderState.REFUNDED, payment)
    there.control("POST", "refunds/refund-1/finish", ok=True)
    done = RefundStatus("refund-1", RefundState.DONE, Money(48000))
    assert there.channel.query_refund("refund-1", "order-0001") == done
    wait_until(lambda: done in there.merchant.told)
    assert len(there.sandbox.world.refunds) == 1


def test_a_refund_that_fails_is_told(there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    there.channel.refund(a_refund(there.sandbox.world.payments[0]))
    there.control("POST", "refunds/refund-1/finish", ok=False)
    assert there.channel.query_refund("refund-1", "order-0001").state is RefundState.FAILED
    wait_until(lambda: len(there.merchant.told) == 2)
    assert there.merchant.told[1].state is RefundState.FAILED


def test_a_refund_of_too_much_or_of_nothing_known_is_refused(there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    asked = a_refund(there.sandbox.world.payments[0])
    for changes, reason in (
        ({"amount": Money(48001)}, "INVALID_REQUEST"),
        ({"paid": Money(50000)}, "INVALID_REQUEST"),
        ({"transaction_id": "42"}, "RESOURCE_NOT_EXISTS"),
    ):
        error = failure(OutsideFailed, there.channel.refund, dataclasses.replace(asked, **changes))
        assert (error.code, error.facts["reason"]) == ("channel_refused", reason)
    assert there.sandbox.world.refunds == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("system_error", "channel_unreachable"),
        ("frequency_limited", "channel_unreachable"),
        ("not_enough", "channel_refused"),
        ("timeout", "channel_unreachable"),
    ],
)
def test_a_call_that_failed_did_nothing_and_may_be_repeated(there, clock, fault, code):
    there.fault("place", fault)
    assert failure(OutsideFailed, there.channel.place, an_order(clock)).code == code
    assert there.channel.query(NUMBER).state is OrderState.UNKNOWN
    there.channel.place(an_order(clock))
    assert there.channel.query(NUMBER).state is OrderState.WAITING


@pytest.mark.parametrize(
    ("fault", "code"),
    [("answer_lost", "channel_unreachable"), ("forged_answer", "channel_answer_wrong")],
)
def test_after_a_lost_answer_the_query_says_what_was_done(there, clock, fault, code):
    there.fault("place", fault)
    assert failure(OutsideFailed, there.channel.place, an_order(clock)).code == code
    assert there.channel.query(NUMBER).state is OrderState.WAITING
    assert there.channel.place(an_order(clock)).code_url


def test_after_a_lost_answer_a_refund_is_repeated_without_harm(there, clock):
    there.channel.place(an_order(clock))
    there.pay()
    asked = a_refund(there.sandbox.world.payments[0])
    there.fault("refund", "answer_lost")
    assert failure(OutsideFailed, there.channel.refund, asked).code == "channel_unreachable"
    assert there.channel.refund(asked).state is RefundState.WORKING
    assert len(there.sandbox.world.refunds) == 1


def test_an_answer_that_does_not_come_is_not_waited_for_long(there, clock, monkeypatch):
    monkeypatch.setattr(wechat_client, "TIMEOUT_SECONDS", (0.2, 0.2))
    hurried = WechatPayChannel(there.settings, clock)
    there.fault("query", "timeout", seconds=4)
    begun = time.monotonic()
    assert failure(OutsideFailed, hurried.query, NUMBER).code == "channel_unreachable"
    assert time.monotonic() - begun < 3


def test_where_nobody_listens_the_channel_is_unreachable(clock):
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        gateway = f"http://127.0.0.1:{unheard.getsockname()[1]}"
        channel = WechatPayChannel(merchant_settings(gateway=gateway), clock)
        assert failure(OutsideFailed, channel.query, NUMBER).code == "channel_unreachable"


@pytest.mark.parametrize(
    "changes",
    [{"merchant_serial": "00"}, {"mchid": "1900000002"}, {"merchant_private_key_pem": None}],
)
def test_wechat_pay_believes_only_its_merchant(there, clock, changes):
    if "merchant_private_key_pem" in changes:
        changes = {"merchant_private_key_pem": shared_keys().platform_private_key_pem}
    stranger = WechatPayChannel(dataclasses.replace(there.settings, **changes), clock)
    error = failure(OutsideFailed, stranger.place, an_order(clock))
    assert (error.code, error.facts["reason"]) == ("channel_refused", "SIGN_ERROR")


@pytest.mark.parametrize("serial", ["AB", "PUB_KEY_ID_OTHER"])
def test_an_answer_of_somebody_else_is_not_believed(clock, serial):
    stranger = Flask("stranger")
    calls = []

    @stranger.route("/<path:anything>", methods=["GET", "POST"])
    def answer(anything):
        calls.append(anything)
        kind = {"Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048"}
        return {"trade_state": "SUCCESS"}, 200, kind | {"Wechatpay-Serial": serial}

    with running(stranger) as gateway:
        channel = WechatPayChannel(merchant_settings(gateway=gateway), clock)
        assert failure(OutsideFailed, channel.query, NUMBER).code == "channel_answer_wrong"
    assert calls == [f"v3/pay/transactions/out-trade-no/{NUMBER}"], "no certificate was fetched"


def test_a_signed_answer_about_another_order_is_not_believed(there, clock, monkeypatch):
    there.channel.place(an_order(clock))
    other = WechatPayChannel(dataclasses.replace(there.settings, appid="wx-other"), clock)
    assert failure(OutsideFailed, other.query, NUMBER).code == "channel_answer_wrong"


def test_a_proxy_of_the_environment_is_not_used_for_the_simulator(there, clock, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert there.channel.query(NUMBER).state is OrderState.UNKNOWN
