"""Puts the simulated Alipay together as one Flask app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from courier.ports import Clock
from courier.sandbox.alipay.envelope import AlipaySealer, answered_by_word
from courier.sandbox.alipay.gateway import Gateway
from courier.sandbox.alipay.keys import AlipayKeys
from courier.sandbox.alipay.wire import AlipayWire
from courier.sandbox.alipay.world import AlipayWorld
from courier.sandbox.wechat_pay.app import Sandbox, WallClock, app_around
from courier.sandbox.wechat_pay.calls import Troubles
from courier.sandbox.wechat_pay.desk import Desk
from courier.sandbox.wechat_pay.keeping import KeptInFile
from courier.sandbox.wechat_pay.later import Later
from courier.sandbox.wechat_pay.notifier import HURRIED_GAPS_SECONDS, Notifier


@dataclass(frozen=True, slots=True)
class AlipaySandboxSettings:
    """How the simulator behaves; ``public_url`` is where payers' browsers reach it."""

    keys: AlipayKeys
    public_url: str | None = None
    state_file: Path | None = None
    repeat_gaps_seconds: Sequence[float] = HURRIED_GAPS_SECONDS


def create_alipay_sandbox(settings: AlipaySandboxSettings, clock: Clock | None = None) -> Flask:
    """The app; ``sandbox_of`` gives its parts. Nothing runs until something happens."""
    wire = AlipayWire(settings.keys)
    sandbox = _assemble(settings, wire, clock or WallClock())
    public_url = settings.public_url.rstrip("/") if settings.public_url else None
    gateway = Gateway(sandbox.desk, wire, sandbox.troubles, public_url=public_url)
    return app_around(sandbox, gateway.blueprint())


def _assemble(settings: AlipaySandboxSettings, wire: AlipayWire, clock: Clock) -> Sandbox:
    keeper = KeptInFile(settings.state_file) if settings.state_file else None
    world, later = AlipayWorld(clock, keeper=keeper), Later()
    sealer = AlipaySealer(wire, world)
    world.envelope = sealer.seal
    notifier = Notifier(
        sealer, later, gaps_seconds=settings.repeat_gaps_seconds, answered=answered_by_word
    )
    desk = Desk(world, notifier, later, refund_seconds=None)  # given back at once
    return Sandbox(world, desk, notifier, Troubles(), later, keeper)
