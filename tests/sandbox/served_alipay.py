"""A simulated Alipay and a merchant that it notifies, both on loopback."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, request
from sandbox.served import Merchant, Served, running

from courier.adapters.alipay import AlipayChannel
from courier.adapters.alipay_client import AlipaySettings
from courier.domain.errors import CourierError
from courier.ports import Clock
from courier.sandbox.alipay.app import AlipaySandboxSettings, create_alipay_sandbox
from courier.sandbox.alipay.keys import AlipayKeys, make_alipay_keys
from courier.sandbox.alipay.wire import AlipayWire
from courier.sandbox.wechat_pay.app import sandbox_of


@functools.cache
def alipay_keys() -> AlipayKeys:
    """Keys are slow to make: one set for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        return make_alipay_keys(Path(folder))


@functools.cache
def alipay_wire() -> AlipayWire:
    return AlipayWire(alipay_keys())


def alipay_settings(**changes: Any) -> AlipaySettings:
    given = {
        "notify_url": "http://127.0.0.1:9/hooks",
        "gateway": "http://127.0.0.1:9/gateway.do",
        **alipay_keys().merchant_side(),
        **changes,
    }
    return AlipaySettings(**given)


class AlipayMerchant(Merchant):
    """Answers as Alipay wants it: exactly one word."""

    def app(self) -> Flask:
        app = Flask("merchant")

        @app.post("/hooks")
        def hook() -> str:
            if self.failing:
                self.failing -= 1
                return "Success"
            try:
                self.told.append(
                    self.channel.read_notification(request.headers, request.get_data())
                )
            except CourierError as error:
                self.refused.append(error.code)
                return "fail"
            return "success"

        return app


@contextmanager
def served_alipay(clock: Clock, **settings: Any) -> Iterator[Served]:
    """Simulator and merchant, running, with the real adapter between them."""
    given = {"repeat_gaps_seconds": (0.05,) * 5} | settings
    app = create_alipay_sandbox(AlipaySandboxSettings(alipay_keys(), **given), clock)
    merchant = AlipayMerchant()
    with running(app) as base, running(merchant.app()) as shop:
        ours = alipay_settings(gateway=f"{base}/gateway.do", notify_url=f"{shop}/hooks")
        merchant.channel = AlipayChannel(ours, clock)
        try:
            yield Served(base, merchant.channel, merchant, sandbox_of(app), ours)
        finally:
            sandbox_of(app).stop()
