"""Alipay's notifications: late, repeated, lost, or not Alipay's at all."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import parse_qs, urlencode

import pytest
from sandbox.served import NUMBER, a_refund, an_order, wait_until
from sandbox.served_alipay import alipay_settings, alipay_wire, served_alipay

from courier.adapters.alipay import AlipayChannel
from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.ports import ChannelPayment, RefundState
from courier.sandbox.alipay.envelope import AlipaySealer
from courier.sandbox.alipay.wire import sorted_text
from courier.sandbox.alipay.world import AlipayWorld
from courier.sandbox.wechat_pay.envelope import Twist


@pytest.fixture
def world(clock):
    return AlipayWorld(clock)


@pytest.fixture
def event(world, clock):
    world.place(an_order(clock))
    world.pay(NUMBER)
    return world.events[0]


@pytest.fixture
def read(clock):
    channel = AlipayChannel(alipay_settings(), clock)
    return lambda body: channel.read_notification({}, body)


def seal(world, event, twist=None) -> bytes:
    return AlipaySealer(alipay_wire(), world).seal(event, twist)[1]


def resigned(body: bytes, **changes: str | None) -> bytes:
    """The same message with other contents, truly signed."""
    fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    kept = {n: v for n, v in (fields | changes).items() if v is not None}
    signed = {n: v for n, v in kept.items() if n not in {"sign", "sign_type"}}
    return urlencode(kept | {"sign": alipay_wire().sign(sorted_text(signed))}).encode()


def refusal(read, body: bytes) -> str:
    with pytest.raises(BadInput) as error:
        read(body)
    return error.value.code


def test_money_that_came_is_read_with_amount_and_moment(read, world, event, clock):
    told = read(seal(world, event))
    assert isinstance(told, ChannelPayment)
    assert (told.out_trade_no, told.amount, told.paid_at) == (NUMBER, Money(48000), clock.now())


def test_a_refund_is_read_by_its_number(read, world, event):
    world.refund(a_refund(event.subject))
    world.finish_refund("refund-1")
    told = read(seal(world, world.events[1]))
    assert (told.out_refund_no, told.state) == ("refund-1", RefundState.DONE)


@pytest.mark.parametrize(
    ("twist", "code"),
    [
        (Twist.WRONG_SIGNATURE, "notification_wrong_signature"),
        (Twist.OLD_TIMESTAMP, "notification_too_old"),
        (Twist.NO_SIGNATURE_TYPE, "notification_incomplete"),
        (Twist.OTHER_MERCHANT, "notification_other_merchant"),
        (Twist.OTHER_APP, "notification_other_app"),
        (Twist.UNKNOWN_EVENT, "notification_unknown_event"),
    ],
)
def test_what_is_not_certainly_ours_is_refused(read, world, event, twist, code):
    assert refusal(read, seal(world, event, twist)) == code


def test_a_repeat_of_yesterday_is_read_and_one_from_tomorrow_is_not(read, world, event, clock):
    body = seal(world, event)
    clock.forward(hours=25)
    assert read(body).amount == Money(48000)
    clock.forward(hours=-26)
    assert refusal(read, body) == "notification_too_old"


@pytest.mark.parametrize(
    "changes",
    [
        {"total_amount": "480"},
        {"total_amount": "-480.00"},
        {"total_amount": "4.8e2"},
        {"total_amount": "٤٨٠.00"},
        {"total_amount": None},
        {"gmt_payment": None},
        {"gmt_payment": "gestern"},
        {"notify_time": "2026-13-40 99:99:99"},
        {"trade_status": "TRADE_DREAMT"},
        {"seller_id": None},
        {"refund_fee": "1.00"},
    ],
)
def test_what_alipay_signed_but_nobody_can_read_is_refused(read, world, event, changes):
    assert refusal(read, resigned(seal(world, event), **changes)) == "notification_not_readable"


def test_a_changed_amount_breaks_the_signature(read, world, event):
    body = seal(world, event).replace(b"total_amount=480.00", b"total_amount=1.00")
    assert refusal(read, body) == "notification_wrong_signature"


@pytest.mark.parametrize("sign", ["", "x", "!!!", b64encode(b"short").decode()])
def test_rubbish_for_a_signature_is_refused(read, world, event, sign):
    fields = {name: values[0] for name, values in parse_qs(seal(world, event).decode()).items()}
    assert refusal(read, urlencode(fields | {"sign": sign}).encode()) in {
        "notification_incomplete",
        "notification_wrong_signature",
        "notification_not_readable",
    }


@pytest.mark.parametrize(
    "body", [b"", b"=", b"\xff\xfe", b"{}", b"a=%ff", b"a=1&a=2", b"&".join([b"a=1"] * 200)]
)
def test_rubbish_is_refused(read, body):
    assert refusal(read, body) in {"notification_not_readable", "notification_incomplete"}


def test_a_second_amount_beside_the_signed_one_is_refused(read, world, event):
    body = seal(world, event) + b"&total_amount=9999.00"
    assert refusal(read, body) == "notification_not_readable"


def test_a_book_instead_of_a_message_is_refused(read):
    assert refusal(read, b"a=" + b"x" * 70_000) == "notification_too_large"


def test_other_sign_types_are_refused(read, world, event):
    body = seal(world, event).replace(b"sign_type=RSA2", b"sign_type=RSA")
    assert refusal(read, body) == "notification_wrong_algorithm"


def test_a_notification_is_repeated_until_it_is_answered_by_exactly_success(clock):
    with served_alipay(clock) as there:
        there.merchant.failing = 2
        there.channel.place(an_order(clock))
        there.pay()
        wait_until(lambda: there.merchant.told)
        assert len(there.sandbox.notifier.deliveries) == 3


def test_a_lost_notification_is_made_up_for_by_a_query(clock):
    with served_alipay(clock) as there:
        there.channel.place(an_order(clock))
        there.pay(mode="lose")
        assert there.channel.query(NUMBER).payment.amount == Money(48000)
        assert there.merchant.told == []
