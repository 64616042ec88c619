"""What a rightly signed notification may still be lacking."""

from __future__ import annotations

import pytest

from tests.factories.notifications import REFUND, TRANSACTION, refused


@pytest.mark.parametrize("body", ["", "nonsense", "[]", "{}", '"x"', "null", '{"resource": 1}'])
def test_a_signed_body_that_says_nothing_is_refused(wire, channel, clock, body):
    headers = wire.signed_headers(body, timestamp=int(clock.now().timestamp()))
    assert refused(channel, headers, body.encode()) == "notification_not_readable"


@pytest.mark.parametrize(
    "outside",
    [
        {"resource_type": "plain"},
        {"resource": None},
        {"resource": []},
        {"cipher": {"algorithm": "AEAD_SM4_GCM"}},
        {"cipher": {"nonce": "another1none"}},
        {"cipher": {"nonce": ""}},
        {"cipher": {"associated_data": "refund"}},
        {"cipher": {"ciphertext": "%%%"}},
        {"cipher": {"ciphertext": 7}},
    ],
)
def test_a_signed_envelope_that_cannot_be_opened_is_refused(channel, send, outside):
    assert refused(channel, *send(TRANSACTION, **outside)) == "notification_not_readable"


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": {"total": "48000", "currency": "CNY"}},
        {"amount": {"total": 480.5, "currency": "CNY"}},
        {"amount": {"total": True, "currency": "CNY"}},
        {"amount": {"total": 0, "currency": "CNY"}},
        {"amount": {"total": -1, "currency": "CNY"}},
        {"amount": None},
        {"transaction_id": ""},
        {"transaction_id": None},
        {"out_trade_no": 1},
        {"success_time": None},
        {"success_time": "2026-11-22T10:00:00"},
        {"success_time": "yesterday"},
        {"trade_state": "UNHEARD_OF"},
    ],
)
def test_a_payment_without_its_facts_is_refused(channel, send, changes):
    assert refused(channel, *send(TRANSACTION | changes)) == "notification_not_readable"


@pytest.mark.parametrize("state", ["NOTPAY", "CLOSED", "REFUND"])
def test_an_order_that_is_not_paid_is_no_payment(channel, send, state):
    message = send(TRANSACTION | {"trade_state": state})
    assert refused(channel, *message) == "notification_unknown_event"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mchid": "1"}, "notification_other_merchant"),
        ({"amount": {"refund": 1, "currency": "USD"}}, "notification_other_currency"),
        ({"amount": {"refund": 0}}, "notification_not_readable"),
        ({"refund_status": "MAYBE"}, "notification_not_readable"),
    ],
)
def test_a_wrong_refund_is_refused(channel, send, changes, code):
    assert refused(channel, *send(REFUND | changes, "REFUND.SUCCESS")) == code


def test_a_payment_dressed_as_a_refund_is_refused(channel, send):
    assert refused(channel, *send(TRANSACTION, "REFUND.SUCCESS")) == "notification_not_readable"
