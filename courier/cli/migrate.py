"""``courier migrate``: bring the database up to this version of the product."""

from __future__ import annotations

import click

from courier.cli.complaints import telling_errors
from courier.cli.terminal import terminal_locale
from courier.settings import Settings
from courier.texts import say
from courier.wiring import migrate_database, open_database


@click.command()
@telling_errors
def migrate() -> None:
    """Run all migrations that the database has not seen. Running it again is harmless."""
    engine = open_database(Settings.from_environment())
    migrate_database(engine)
    engine.dispose()
    click.echo(say("run.migrated", terminal_locale()))
