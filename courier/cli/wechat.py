"""``courier wechat``: the Official Account's menu."""

from __future__ import annotations

import json

import click

from courier.cli.terminal import terminal_locale
from courier.domain.errors import CourierError
from courier.services.account_menu import menu as menu_of
from courier.services.account_menu import push_menu
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import build_core

REFUSED = 2
LANGUAGES = [locale.value for locale in Locale]


@click.group()
def wechat() -> None:
    """Look after the WeChat Official Account."""


@wechat.command()
@click.option("--language", type=click.Choice(LANGUAGES), default=Locale.ZH_HANS.value)
@click.option("--show", is_flag=True, help="Print the menu and send nothing.")
def menu(language: str, *, show: bool) -> None:
    """Replace the account's menu by ours."""
    locale, reader = Locale(language), terminal_locale()
    if show:
        click.echo(json.dumps(menu_of(locale), ensure_ascii=False, indent=2))
        return
    try:
        push_menu(build_core(Settings.from_environment()), locale=locale)
    except CourierError as error:
        click.echo(say(f"errors.{error.code}", reader, **error.facts), err=True)
        raise SystemExit(REFUSED) from None
    click.echo(say("channels.menu_pushed", reader))
