"""A merchant that reads, and WeChat Pay that seals for it."""

from __future__ import annotations

import json

import pytest
from sandbox.served import (
    an_order,
    merchant_settings,
    sealing_world,
    shared_wire,
)

from courier.adapters.wechat_pay import WechatPayChannel
from courier.sandbox.wechat_pay.envelope import Sealer
from courier.sandbox.wechat_pay.wire import Wire


@pytest.fixture
def wire() -> Wire:
    return shared_wire()


@pytest.fixture
def world(clock):
    return sealing_world(clock)


@pytest.fixture
def sealer(wire, world) -> Sealer:
    return Sealer(wire, world)


@pytest.fixture
def channel(clock) -> WechatPayChannel:
    return WechatPayChannel(merchant_settings(), clock)


@pytest.fixture
def paid(world, clock):
    """An event of money that came."""
    world.place(an_order(clock))
    world.pay("order-0001")
    return world.events[0]


@pytest.fixture
def send(wire, clock):
    """Seal any resource as WeChat Pay would."""

    def seal(
        contents: object, event: str = "TRANSACTION.SUCCESS", **outside: object
    ) -> tuple[dict[str, str], bytes]:
        plain = json.dumps(contents)
        cipher = wire.encrypt(plain, "transaction") | dict(outside.pop("cipher", {}))
        envelope = {"event_type": event, "resource_type": "encrypt-resource", "resource": cipher}
        body = json.dumps(envelope | outside)
        return wire.signed_headers(body, timestamp=int(clock.now().timestamp())), body.encode()

    return seal
