"""``courier seed``: fill the demo county without starting anything."""

from __future__ import annotations

import os

import click

from courier.cli.demo_county import prepare_demo
from courier.cli.supervisor.screen import Screen
from courier.cli.terminal import Style, terminal_locale
from courier.domain.errors import CourierError
from courier.logs import set_up_logs
from courier.settings import Settings
from courier.texts import say


@click.command()
def seed() -> None:
    """Fill an empty database with the demo county; a second time changes nothing."""
    set_up_logs(level="WARNING", readable=True)
    screen = Screen(terminal_locale())
    try:
        settings = Settings.from_environment({**os.environ, "YIBAO_DEMO": "1"})
        sheet = prepare_demo(screen, settings, settings.public_url)
    except CourierError as error:
        screen.plain(say(f"errors.{error.code}", screen.locale, **error.facts), Style.BAD)
        raise SystemExit(2) from None
    screen.tell("seeded", Style.GOOD)
    screen.box(sheet.lines(screen))
