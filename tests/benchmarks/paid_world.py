"""Signed and encrypted notifications of payments, made beforehand."""

from __future__ import annotations

import datetime as dt

from courier.domain.money import Money
from courier.ports import OrderToPlace
from courier.sandbox.wechat_pay.envelope import Sealer
from courier.sandbox.wechat_pay.wire import Wire
from courier.sandbox.wechat_pay.world import WechatPayWorld
from tests.benchmarks.waiting_orders import FEN


class SystemTime:
    """The machine's clock: notifications must be fresh."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


def notifications_of(wire: Wire, orders: list[str]) -> list[tuple[dict[str, str], bytes]]:
    """One notification an order, as WeChat Pay would post it now."""
    world = WechatPayWorld(SystemTime())
    sealer = Sealer(wire, world)
    for number in orders:
        until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
        world.place(OrderToPlace(number, Money(FEN), "医保", until))
        world.pay(number)
    return [sealer.seal(event) for event in world.events]
