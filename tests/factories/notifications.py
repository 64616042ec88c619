"""Notifications of WeChat Pay."""

from __future__ import annotations

import pytest
from sandbox.served import shared_keys

from courier.adapters.wechat_pay import WechatPayChannel
from courier.domain.errors import BadInput
from courier.texts import Locale, say

TRANSACTION = {
    "mchid": shared_keys().mchid,
    "appid": shared_keys().appid,
    "out_trade_no": "order-0001",
    "transaction_id": "4200000001",
    "trade_state": "SUCCESS",
    "success_time": "2026-11-22T10:00:00+08:00",
    "amount": {"total": 48000, "currency": "CNY"},
}
REFUND = {
    "mchid": shared_keys().mchid,
    "out_refund_no": "refund-1",
    "refund_status": "SUCCESS",
    "amount": {"total": 48000, "refund": 16000},
}


def refused(channel: WechatPayChannel, headers, body) -> str:
    with pytest.raises(BadInput) as error:
        channel.read_notification(headers, body)
    for locale in Locale:
        assert say(f"errors.{error.value.code}", locale, **error.value.facts)
    return error.value.code
