"""How the command line tells an error: one sentence in the reader's language, exit code 2."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import ParamSpec

import click

from courier.domain.errors import CourierError
from courier.texts import Locale, say

P = ParamSpec("P")
EXIT_BAD_INPUT = 2


def reader_locale() -> Locale:
    """The locale that COURIER_LOCALE names; Chinese, simplified, if it names none."""
    named = os.environ.get("COURIER_LOCALE", "")
    return Locale(named) if named in set(Locale) else Locale.ZH_HANS


def _read(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Locale:
    return Locale(value) if value else reader_locale()


locale_option = click.option(
    "--locale", type=click.Choice([str(locale) for locale in Locale]), callback=_read
)


def telling_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a CourierError of a command into its sentence and exit code 2."""

    @functools.wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CourierError as error:
            named = kwargs.get("locale")
            locale = named if isinstance(named, Locale) else reader_locale()
            click.echo(sentence(error, locale), err=True)
            raise click.exceptions.Exit(EXIT_BAD_INPUT) from error

    return told


def sentence(error: CourierError, locale: Locale) -> str:
    """What happened and what to do, in the reader's language."""
    return say(f"errors.{error.code}", locale, **error.facts)
