"""``courier card sheet``: the cards of many couriers, to print."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from courier.cli.acting import acting, core_and_actor
from courier.cli.complaints import locale_option, telling_errors
from courier.domain.errors import OutsideFailed
from courier.domain.faces import CardPictures
from courier.services.card_prints import card_sheets, many_card_pictures
from courier.services.core import Actor, Core
from courier.services.courier_lists import CourierFilter
from courier.services.courier_views import courier_numbered
from courier.texts import Locale, say


@click.command()
@click.option("--courier", "numbers", multiple=True, help="a courier's number; several times")
@click.option("--township", "township_code", help="all of a township, by its code of 12 digits")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="a PDF")
@click.option("--png", type=click.Path(file_okay=False, path_type=Path), help="a folder for PNGs")
@acting
@locale_option
@telling_errors
def sheet(  # noqa: PLR0917 -- click's own
    numbers: tuple[str, ...],
    township_code: str | None,
    output: Path | None,
    png: Path | None,
    sign_in_name: str,
    locale: Locale,
) -> None:
    """Write cards ten-up on A4 with cut marks and their backs, or each side as PNG.

    Without --courier and --township: all of the admin's area.
    """
    if (output is None) == (png is None):
        raise click.UsageError(say("card_sheets.output_or_png", locale))
    core, actor = core_and_actor(sign_in_name)
    wanted = CourierFilter(township_code=township_code, chosen=_chosen(core, actor, numbers))
    if output is not None:
        _write(output, card_sheets(core, actor=actor, wanted=wanted, locale=locale))
        return
    for number, both in many_card_pictures(core, actor=actor, wanted=wanted, locale=locale):
        write_sides(Path(str(png)), number, both)


def write_sides(folder: Path, number: str, both: CardPictures) -> None:
    """Both sides of a card as PNG. Raises OutsideFailed ``file_not_written``."""
    for side, picture in (("front", both.front), ("back", both.back)):
        _write(folder / f"{number}-{side}.png", picture)


def _chosen(core: Core, actor: Actor, numbers: tuple[str, ...]) -> tuple[UUID, ...]:
    return tuple(courier_numbered(core, actor=actor, courier_no=number) for number in numbers)


def _write(path: Path, content: bytes) -> None:
    """Raises OutsideFailed ``file_not_written``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise OutsideFailed("file_not_written", file=str(path)) from error
    click.echo(path)
