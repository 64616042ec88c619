"""``courier demo`` and ``courier up``: the whole product under one supervisor."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Mapping

import click

from courier.cli.demo_county import DemoSheet, prepare_demo
from courier.cli.supervisor.lock import AlreadyRunning, only_one
from courier.cli.supervisor.programs import (
    ONLY_IN_DEMO,
    USUAL_PORTS,
    Part,
    Place,
    address,
    all_programs,
    assistant_is_installed,
    choose_ports,
)
from courier.cli.supervisor.screen import Screen
from courier.cli.supervisor.watch import Watch
from courier.cli.terminal import Style, terminal_locale
from courier.domain.errors import CourierError, Refused
from courier.logs import set_up_logs
from courier.settings import Settings
from courier.texts import say
from courier.wiring import database_url, require_suitable_database

REFUSED = 2


@click.command()
@click.option("--quiet", is_flag=True, help="Keep the programs' own lines back.")
def demo(*, quiet: bool) -> None:
    """Start the demo county: invented people, simulated money. Ctrl-C stops all of it."""
    environment = {**os.environ, "YIBAO_DEMO": "1"}
    _supervised(Screen(terminal_locale(), quiet=quiet), environment, is_demo=True)


@click.command()
@click.option("--quiet", is_flag=True, help="Keep the programs' own lines back.")
def up(*, quiet: bool) -> None:
    """Start web, worker and assistant of a real installation; settings from the environment."""
    _supervised(Screen(terminal_locale(), quiet=quiet), dict(os.environ), is_demo=False)


def _supervised(screen: Screen, environment: Mapping[str, str], *, is_demo: bool) -> None:
    set_up_logs(level="WARNING", readable=True)
    signal.signal(signal.SIGTERM, _leave)  # until the watch takes over
    try:
        settings = Settings.from_environment(environment)
        with only_one(settings.data_dir / "supervisor.lock"):
            _run_all(screen, settings, environment, is_demo=is_demo)
    except AlreadyRunning as error:
        screen.tell("already_running", Style.BAD, pid=error.pid)
        raise SystemExit(REFUSED) from None
    except CourierError as error:
        screen.plain(say(f"errors.{error.code}", screen.locale, **error.facts), Style.BAD)
        raise SystemExit(REFUSED) from None


def _leave(number: int, _frame: object) -> None:
    """End as one should, so that the embedded database ends too."""
    raise SystemExit(128 + number)


def _run_all(
    screen: Screen, settings: Settings, environment: Mapping[str, str], *, is_demo: bool
) -> None:
    screen.tell("starting", Style.STRONG)
    if is_demo:
        require_suitable_database(settings)
    place = _place(screen, settings, environment, is_demo=is_demo)
    sheet = prepare_demo(screen, settings, place.public_url) if is_demo else None
    if not assistant_is_installed():
        screen.tell("no_assistant", Style.WARNING)
    watch = Watch(all_programs(place), screen)
    asyncio.run(_until_told(watch, screen, lambda: _welcome(screen, place, sheet)))
    screen.tell("stopped", Style.STRONG)


def _place(
    screen: Screen, settings: Settings, environment: Mapping[str, str], *, is_demo: bool
) -> Place:
    """Choose free ports; open (or start) the database."""
    wanted = {
        part: port for part, port in USUAL_PORTS.items() if is_demo or part not in ONLY_IN_DEMO
    }
    ports = choose_ports(wanted, lambda part, usual, chosen: _say_busy(screen, part, usual, chosen))
    if not is_demo and ports[Part.WEB] != USUAL_PORTS[Part.WEB]:  # a proxy expects it there
        raise Refused("port_taken", port=str(USUAL_PORTS[Part.WEB]))
    return Place(
        ports=ports,
        data_dir=settings.data_dir.resolve(),
        database_url=database_url(settings),
        public_url=environment.get("YIBAO_PUBLIC_URL") or address(ports[Part.WEB]),
        is_demo=is_demo,
    )


def _say_busy(screen: Screen, part: Part, usual: int, chosen: int) -> None:
    facts = {"usual": str(usual), "chosen": str(chosen)}
    screen.tell("port_busy", Style.WARNING, program=screen.title(part), **facts)


async def _until_told(watch: Watch, screen: Screen, when_ready: Callable[[], None]) -> None:
    """Run until SIGINT, SIGTERM or SIGHUP; a second one changes nothing."""

    def stop() -> None:
        if not watch.stop.is_set():
            screen.tell("stopping", Style.STRONG)
            watch.stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    await watch.run(when_ready)


def _welcome(screen: Screen, place: Place, sheet: DemoSheet | None) -> None:
    web = place.public_url
    lines = [
        screen.words("villager_at", url=f"{web}/chat"),
        *(_simulated(screen, place) if place.is_demo else ()),
        screen.words("courier_at", url=f"{web}/courier"),
        screen.words("admin_at", url=f"{web}/admin"),
    ]
    screen.box([*lines, *(sheet.lines(screen) if sheet else ()), screen.words("how_to_stop")])


def _simulated(screen: Screen, place: Place) -> tuple[str, str]:
    """Where the demo shows what villagers would have on their phones."""
    account, texts = place.account_url, place.url(Part.TEXTS)
    return (screen.words("wechat_at", url=f"{account}/"), screen.words("texts_at", url=texts))
