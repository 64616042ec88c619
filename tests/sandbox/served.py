"""A simulated WeChat Pay and a merchant that it notifies, both on loopback."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask, request
from werkzeug.serving import make_server

from courier.adapters.wechat_client import WechatPaySettings
from courier.adapters.wechat_pay import WechatPayChannel
from courier.domain.errors import CourierError
from courier.domain.money import Money
from courier.ports import ChannelPayment, Clock, OrderToPlace, RefundStatus, RefundToPlace
from courier.sandbox.wechat_pay.app import Sandbox, SandboxSettings, create_sandbox, sandbox_of
from courier.sandbox.wechat_pay.envelope import Sealer
from courier.sandbox.wechat_pay.keys import SandboxKeys, make_sandbox_keys
from courier.sandbox.wechat_pay.wire import Wire
from courier.sandbox.wechat_pay.world import WechatPayWorld
from courier.texts import Locale, say

NUMBER = "order-0001"


@functools.cache
def shared_keys() -> SandboxKeys:
    """Keys are slow to make: one set for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        return make_sandbox_keys(Path(folder))


@functools.cache
def shared_wire() -> Wire:
    """Keys are slow to read, too."""
    return Wire(shared_keys())


def merchant_settings(**changes: Any) -> WechatPaySettings:
    settings = WechatPaySettings(
        **shared_keys().merchant_side(),
        notify_url="http://127.0.0.1:9/hooks",
        gateway="http://127.0.0.1:9",
    )
    return dataclasses.replace(settings, **changes)


def failure(kind: type[CourierError], ask: Callable[..., Any], *arguments: Any) -> CourierError:
    """The error that asking ends with; it has words in every language."""
    with pytest.raises(kind) as error:
        ask(*arguments)
    for locale in Locale:
        assert say(f"errors.{error.value.code}", locale, **error.value.facts)
    return error.value


def sealing_world(clock: Clock) -> WechatPayWorld:
    """A world whose notifications are truly signed and encrypted, without any network."""
    world = WechatPayWorld(clock)
    world.envelope = Sealer(shared_wire(), world).seal
    return world


def an_order(clock: Clock, **changes: Any) -> OrderToPlace:
    order = OrderToPlace(
        out_trade_no=NUMBER,
        amount=Money(48000),
        description="三个人的医保费",
        expires_at=clock.now() + dt.timedelta(hours=2, microseconds=7),
    )
    return dataclasses.replace(order, **changes)


def a_refund(payment: ChannelPayment, number: str = "refund-1", **changes: Any) -> RefundToPlace:
    refund = RefundToPlace(
        out_refund_no=number,
        out_trade_no=payment.out_trade_no,
        transaction_id=payment.transaction_id,
        amount=payment.amount,
        paid=payment.amount,
        reason="重复缴费，原路退回" * 5,
    )
    return dataclasses.replace(refund, **changes)


@dataclass
class Merchant:
    """Keeps what it was told. Its next answers can be arranged to be failures."""

    told: list[ChannelPayment | RefundStatus] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failing: int = 0
    channel: WechatPayChannel | None = None

    def app(self) -> Flask:
        app = Flask("merchant")

        @app.post("/hooks")
        def hook() -> tuple[str, int]:
            if self.failing:
                self.failing -= 1
                return "", 500
            try:
                self.told.append(
                    self.channel.read_notification(request.headers, request.get_data())
                )
            except CourierError as error:
                self.refused.append(error.code)
                return "", 400
            return "", 204

        return app


@dataclass
class Served:
    """Everything that a protocol test holds in its hands."""

    base: str
    channel: WechatPayChannel
    merchant: Merchant
    sandbox: Sandbox
    settings: WechatPaySettings

    def control(self, method: str, path: str, **body: Any) -> Any:
        """Ask the tester's interface; the answer's JSON."""
        url = f"{self.base}/sandbox/control/{path}"
        answer = httpx.request(method, url, json=body or None, trust_env=False)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def pay(self, number: str = NUMBER, **body: Any) -> Any:
        return self.control("POST", f"orders/{number}/pay", **(body or {"mode": "normal"}))

    def fault(self, call: str, fault: str, **more: Any) -> None:
        self.control("POST", "faults", call=call, fault=fault, **more)


@contextmanager
def running(app: Flask) -> Iterator[str]:
    """Serve an app on a free port of loopback; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served(clock: Clock, **settings: Any) -> Iterator[Served]:
    """Simulator and merchant, running, with the real adapter between them."""
    defaults = {"refund_seconds": None, "repeat_gaps_seconds": (0.05,) * 5}
    app = create_sandbox(SandboxSettings(shared_keys(), **(defaults | settings)), clock)
    merchant = Merchant()
    with running(app) as base, running(merchant.app()) as shop:
        ours = merchant_settings(gateway=base, notify_url=f"{shop}/hooks")
        merchant.channel = WechatPayChannel(ours, clock)
        try:
            yield Served(base, merchant.channel, merchant, sandbox_of(app), ours)
        finally:
            sandbox_of(app).stop()


def wait_until(is_so: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for something that another thread does."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
