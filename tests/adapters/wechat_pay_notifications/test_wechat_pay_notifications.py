"""A notification is believed when it is signed, fresh and whole."""

from __future__ import annotations

import datetime as dt

import pytest
from sandbox.served import (
    a_refund,
    merchant_settings,
    shared_keys,
)

from courier.adapters.wechat_pay import WechatPayChannel
from courier.domain.money import Money
from courier.ports import RefundState, RefundStatus
from courier.sandbox.wechat_pay.envelope import Twist
from tests.factories.notifications import TRANSACTION, refused


def test_a_payment_is_read(world, channel, paid):
    (message,) = world.notifications()
    assert channel.read_notification(*message) == world.payments[0]


def test_a_refund_is_read_done_or_failed(world, channel, paid):
    payment = world.payments[0]
    half = {"amount": Money(24000), "reason": "x"}
    for number in ("refund-1", "refund-2"):
        world.refund(a_refund(payment, number, **half))
    world.finish_refund("refund-1")
    world.finish_refund("refund-2", ok=False)
    _, done, failed = world.notifications()
    assert channel.read_notification(*done) == RefundStatus(
        "refund-1", RefundState.DONE, Money(24000)
    )
    assert channel.read_notification(*failed).state is RefundState.FAILED


def test_the_web_server_may_spell_headers_as_it_likes(world, channel, paid):
    ((headers, body),) = world.notifications()
    shouted = {name.upper(): value for name, value in headers.items()}
    whispered = {name.lower(): value for name, value in headers.items()}
    assert channel.read_notification(shouted, body) == channel.read_notification(whispered, body)


@pytest.mark.parametrize(
    ("twist", "code"),
    [
        (Twist.WRONG_SIGNATURE, "notification_wrong_signature"),
        (Twist.OLD_TIMESTAMP, "notification_too_old"),
        (Twist.UNKNOWN_SERIAL, "notification_unknown_serial"),
        (Twist.NO_SIGNATURE_TYPE, "notification_incomplete"),
        (Twist.OTHER_MERCHANT, "notification_other_merchant"),
        (Twist.OTHER_APP, "notification_other_app"),
        (Twist.OTHER_CURRENCY, "notification_other_currency"),
        (Twist.OTHER_KEY, "notification_not_readable"),
        (Twist.UNKNOWN_EVENT, "notification_unknown_event"),
    ],
)
def test_every_wrong_notification_is_refused_by_name(sealer, channel, paid, twist, code):
    assert refused(channel, *sealer.seal(paid, twist)) == code


def test_another_amount_is_read_as_told_for_the_payment_service_to_judge(sealer, channel, paid):
    told = channel.read_notification(*sealer.seal(paid, Twist.OTHER_AMOUNT))
    assert told.amount == Money(48001)


@pytest.mark.usefixtures("socket_disabled")
def test_an_unknown_serial_makes_no_outgoing_call(sealer, channel, paid):
    for serial in ("5F" * 20, "PUB_KEY_ID_OTHER", "not a number", "é"):
        headers, body = sealer.seal(paid)
        headers["Wechatpay-Serial"] = serial
        assert refused(channel, headers, body) == "notification_unknown_serial"


@pytest.mark.usefixtures("socket_disabled")
def test_building_the_channel_and_reading_call_nobody(clock, world, paid):
    channel = WechatPayChannel(merchant_settings(gateway=None), clock)
    assert channel.read_notification(*world.notifications()[0]) == world.payments[0]


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24 * 365 * 9])
def test_a_stamp_far_from_now_is_refused(world, channel, clock, paid, minutes):
    (message,) = world.notifications()
    clock.forward(minutes=minutes)
    assert refused(channel, *message) == "notification_too_old"


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_stamp_of_five_minutes_is_still_fresh(world, channel, clock, paid, minutes):
    (message,) = world.notifications()
    clock.forward(minutes=minutes)
    assert channel.read_notification(*message) == world.payments[0]


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        ("", "notification_incomplete"),
        ("now", "notification_not_readable"),
        ("-1", "notification_not_readable"),
        ("１７９５３１２８００", "notification_not_readable"),
        ("9" * 40, "notification_too_old"),
    ],
)
def test_a_stamp_that_is_no_moment_is_refused(world, channel, paid, stamp, code):
    ((headers, body),) = world.notifications()
    assert refused(channel, headers | {"Wechatpay-Timestamp": stamp}, body) == code


@pytest.mark.parametrize(
    "name", ["Wechatpay-Serial", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature"]
)
def test_a_missing_header_is_refused(world, channel, paid, name):
    ((headers, body),) = world.notifications()
    del headers[name]
    assert refused(channel, headers, body) == "notification_incomplete"


def test_a_message_of_nothing_is_refused(channel):
    assert refused(channel, {}, b"") == "notification_incomplete"


@pytest.mark.parametrize("name", ["Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature"])
def test_a_header_of_another_message_is_refused(world, channel, clock, paid, name):
    world.pay("order-0001")
    (headers, body), (others, _) = world.notifications()
    clock.forward(seconds=1)
    later, _ = world.notifications()[1]
    other = (later if name == "Wechatpay-Timestamp" else others)[name]
    assert refused(channel, headers | {name: other}, body) == "notification_wrong_signature"


def test_one_changed_byte_is_a_wrong_signature(world, channel, paid):
    ((headers, body),) = world.notifications()
    changed = body.replace(b"encrypt-resource", b"encrypt-resourcf")
    assert refused(channel, headers, changed) == "notification_wrong_signature"
    assert refused(channel, headers, body + b" ") == "notification_wrong_signature"


@pytest.mark.parametrize("signature", ["AAAA", "%%%%", "é", "x" * 100_000])
def test_a_signature_that_is_none_is_refused(world, channel, paid, signature):
    ((headers, body),) = world.notifications()
    headers["Wechatpay-Signature"] = signature
    assert refused(channel, headers, body) == "notification_wrong_signature"


def test_a_body_that_is_no_text_or_too_large_is_refused(world, channel, paid):
    ((headers, _),) = world.notifications()
    assert refused(channel, headers, b"\xff\xfe") == "notification_not_readable"
    assert refused(channel, headers, b" " * 70_000) == "notification_too_large"


def test_the_moment_is_kept_in_utc(channel, send):
    told = channel.read_notification(*send(TRANSACTION))
    assert told.paid_at == dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)
    assert told.paid_at.tzinfo is dt.UTC


def test_keys_are_not_shown():
    shown = repr(merchant_settings()) + repr(shared_keys())
    assert "PRIVATE KEY" not in shown
    assert shared_keys().api_v3_key not in shown
