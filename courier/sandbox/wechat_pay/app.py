"""Puts the simulated WeChat Pay together as one Flask app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask

from courier.ports import Clock
from courier.sandbox.wechat_pay.api import MerchantApi
from courier.sandbox.wechat_pay.calls import Troubles
from courier.sandbox.wechat_pay.control import Control
from courier.sandbox.wechat_pay.desk import Desk
from courier.sandbox.wechat_pay.envelope import Sealer
from courier.sandbox.wechat_pay.keeping import KeptInFile
from courier.sandbox.wechat_pay.keys import SandboxKeys
from courier.sandbox.wechat_pay.later import Later
from courier.sandbox.wechat_pay.notifier import HURRIED_GAPS_SECONDS, Notifier
from courier.sandbox.wechat_pay.pages import PayPages
from courier.sandbox.wechat_pay.wire import Wire
from courier.sandbox.wechat_pay.world import WechatPayWorld

NAME = "wechat_pay_sandbox"
BODY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """How the simulator behaves.

    ``public_url`` is where payers' browsers reach it: then the code of a Native order is
    the address of its pay page; without it, WeChat's own ``weixin://…``, which leads
    nowhere here. ``refund_seconds`` None: refunds end only by hand.
    """

    keys: SandboxKeys
    public_url: str | None = None
    notify_url_override: str | None = None
    state_file: Path | None = None
    refund_seconds: float | None = 2.0
    repeat_gaps_seconds: Sequence[float] = HURRIED_GAPS_SECONDS


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The parts of a running simulator, for tests and for stopping it."""

    world: WechatPayWorld
    desk: Desk
    notifier: Notifier
    troubles: Troubles
    later: Later
    keeper: KeptInFile | None

    def stop(self) -> None:
        """Send nothing any more, and let go of the file."""
        self.later.stop()
        if self.keeper is not None:
            self.keeper.close()


class WallClock:
    """The time of this machine."""

    def now(self) -> dt.datetime:
        """The moment, aware, in UTC."""
        return dt.datetime.now(dt.UTC)


def create_sandbox(settings: SandboxSettings, clock: Clock | None = None) -> Flask:
    """The app; ``sandbox_of`` gives its parts. Nothing runs until something happens."""
    wire = Wire(settings.keys)
    sandbox = _assemble(settings, wire, clock or WallClock())
    public_url = settings.public_url.rstrip("/") if settings.public_url else None
    api = MerchantApi(sandbox.desk, wire, sandbox.troubles, public_url=public_url)
    app = app_around(sandbox, api.blueprint())
    app.add_url_rule("/healthz", "healthz", lambda: ("", 204))
    return app


def app_around(sandbox: Sandbox, calls: Blueprint) -> Flask:
    """A simulated channel: its own calls, what testers arrange, and the payers' pages."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.register_blueprint(calls)
    app.register_blueprint(Control(sandbox.desk, sandbox.troubles).blueprint())
    app.register_blueprint(PayPages(sandbox.desk).blueprint())
    app.extensions[NAME] = sandbox
    return app


def sandbox_of(app: Flask) -> Sandbox:
    """The parts of an app that ``create_sandbox`` made."""
    sandbox = app.extensions[NAME]
    assert isinstance(sandbox, Sandbox)  # noqa: S101 an invariant: create_sandbox put it there
    return sandbox


def _assemble(settings: SandboxSettings, wire: Wire, clock: Clock) -> Sandbox:
    keeper = KeptInFile(settings.state_file) if settings.state_file else None
    world, later = WechatPayWorld(clock, keeper=keeper), Later()
    sealer = Sealer(wire, world)
    world.envelope = sealer.seal
    notifier = Notifier(
        sealer,
        later,
        url_override=settings.notify_url_override,
        gaps_seconds=settings.repeat_gaps_seconds,
    )
    desk = Desk(world, notifier, later, refund_seconds=settings.refund_seconds)
    return Sandbox(world, desk, notifier, Troubles(), later, keeper)
