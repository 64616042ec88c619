"""Alipay as a state machine: the one of WeChat Pay, whose orders and refunds live alike."""

from __future__ import annotations

from courier.ports import Channel
from courier.sandbox.wechat_pay.world import WechatPayWorld


class AlipayWorld(WechatPayWorld):
    """The whole of the simulated Alipay. Safe to call from several threads."""

    channel = Channel.ALIPAY
    transactions_begin = "2026"
