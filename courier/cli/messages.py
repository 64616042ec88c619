"""``courier messages``: compares the catalogues with the keys that the code asks for."""

from __future__ import annotations

import click

from courier.cli.catalogue_check import add_missing, compare
from courier.cli.terminal import terminal_locale
from courier.texts import say


@click.command()
def messages() -> None:
    """Report missing, untranslated and unused keys; add the missing ones, untranslated."""
    found, here = compare(), terminal_locale()
    add_missing(found)
    for kind in ("missing", "empty"):
        for locale, key in getattr(found, kind):
            click.echo(say(f"run.messages_{kind}", here, language=locale.value, sentence=key))
    for key in found.unused:
        click.echo(say("run.messages_unused", here, sentence=key))
    if found.is_complete:
        click.echo(say("run.messages_complete", here, count=found.count))
    else:
        raise SystemExit(1)
