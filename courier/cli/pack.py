"""``courier pack``: list the policy packs, check one or all."""

from __future__ import annotations

from pathlib import Path

import click

from courier.cli.complaints import EXIT_BAD_INPUT, locale_option, sentence, telling_errors
from courier.domain.errors import CourierError
from courier.domain.policy import Pack
from courier.policies import load_pack, load_shelf, pack_files
from courier.texts import Locale, say


@click.group()
def pack() -> None:
    """Policy packs: one region's rules for one coverage year."""


@pack.command("list")
@locale_option
@telling_errors
def list_packs(locale: Locale) -> None:
    """Print every pack with its region and how far its sources were checked."""
    for one in load_shelf().all():
        click.echo(_line(one, locale))


@pack.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--all", "everything", is_flag=True, help="check the packs that come with the product"
)
@locale_option
def check(files: tuple[Path, ...], everything: bool, locale: Locale) -> None:  # noqa: FBT001 -- click
    """Check pack files; say what is wrong and where. Exit code 2 if any is bad."""
    chosen = (*files, *(pack_files() if everything else ()))
    if not chosen:
        raise click.UsageError(say("policy.check_what", locale))
    # Every file is told of, also after a bad one.
    good = [_told(file, locale) for file in chosen]
    if not all(good):
        raise click.exceptions.Exit(EXIT_BAD_INPUT)


def _told(file: Path, locale: Locale) -> bool:
    try:
        checked = load_pack(file)
    except CourierError as error:
        click.echo(sentence(error, locale), err=True)
        return False
    click.echo(say("policy.pack_good", locale, pack=checked.id))
    return True


def _line(one: Pack, locale: Locale) -> str:
    levels = sorted({source.verified for source in one.sources.values()})
    words = [say(f"policy.verified_{level}", locale) for level in levels]
    return "\t".join([one.id, one.region.name, " / ".join(words)])
