"""``courier card …``: issue, show, verify, revoke and print couriers' cards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from courier.cli.acting import acting, core_and_actor, own_core
from courier.cli.card_batches import Shown, read_batch, verdict_of
from courier.cli.card_keys import keys
from courier.cli.card_sheets import sheet, write_sides
from courier.cli.complaints import EXIT_BAD_INPUT, locale_option, sentence, telling_errors
from courier.domain.credentials import Colour, Verdict
from courier.domain.errors import BadInput
from courier.domain.spoken_checks import asked_about
from courier.services.card_prints import card_pictures
from courier.services.card_vectors import situations, vectors
from courier.services.cards import CardCheck, check_card
from courier.services.core import Core
from courier.services.courier_views import courier_detail, courier_numbered
from courier.services.couriers import issue_card, revoke_card
from courier.services.spoken_checks import card_number_of
from courier.texts import Locale, say

RED = 1


@click.group()
def card() -> None:
    """Couriers' cards."""


card.add_command(sheet)
card.add_command(keys)


@card.command()
@click.argument("text", required=False)
@click.option("--batch", type=click.Path(dir_okay=False, path_type=Path), help="texts with moments")
@click.option("--json", "as_json", is_flag=True)
@locale_option
@telling_errors
def verify(text: str | None, batch: Path | None, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 -- click's own
    """Say what may be said of a card: its address, its number or the signed text.

    The exit code is 1 for red. With --batch: objects with `text` and `at`, one a line; prints
    `verdict` and `reason` of each. A line that cannot be read is red, its number is told, and the
    exit code is 2.
    """
    if batch is not None:
        _verify_batch(read_batch(batch), locale, as_json=as_json)
        return
    if text is None:
        raise click.UsageError(say("credentials.text_or_batch", locale))
    core = own_core()
    check = check_card(core, text=_card_meant(core, text))
    if as_json:
        click.echo(json.dumps(report(check), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(check, locale)))
    if check.verdict.colour is Colour.RED:
        raise click.exceptions.Exit(RED)


@card.command("vectors")
@click.option("--situations", "in_situations", is_flag=True, help="with `asked` or `seen`")
def print_vectors(in_situations: bool) -> None:  # noqa: FBT001 -- click's own
    """Print the test vectors, one JSON object a line: `name`, `text`, `at`, `verdict`, `reason`.

    With --situations those that have `asked`, the digits that the checker showed, or `seen`, when
    the newest list was made that the checker believed before.
    """
    for vector in situations() if in_situations else vectors():
        click.echo(vector.line())


@card.command()
@click.argument("courier_no")
@acting
@locale_option
@telling_errors
def issue(courier_no: str, sign_in_name: str, locale: Locale) -> None:
    """Issue a fresh card to a courier; the one before is void."""
    core, actor = core_and_actor(sign_in_name)
    courier_id = courier_numbered(core, actor=actor, courier_no=courier_no)
    issue_card(core, actor=actor, courier_id=courier_id)
    view = courier_detail(core, actor=actor, courier_id=courier_id)
    click.echo(say("admin.card_issued", locale))
    click.echo(view.card_no)


@card.command()
@click.argument("courier_no")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@acting
@locale_option
@telling_errors
def show(courier_no: str, folder: Path, sign_in_name: str, locale: Locale) -> None:
    """Write both sides of a courier's card as PNG into FOLDER."""
    core, actor = core_and_actor(sign_in_name)
    courier_id = courier_numbered(core, actor=actor, courier_no=courier_no)
    pictures = card_pictures(core, actor=actor, courier_id=courier_id, locale=locale)
    write_sides(folder, courier_no, pictures)


@card.command()
@click.argument("courier_no")
@click.option("--reason", required=True)
@acting
@locale_option
@telling_errors
def revoke(courier_no: str, reason: str, sign_in_name: str, locale: Locale) -> None:
    """Make a lost card void at once; the courier stays as she is."""
    core, actor = core_and_actor(sign_in_name)
    courier_id = courier_numbered(core, actor=actor, courier_no=courier_no)
    revoke_card(core, actor=actor, courier_id=courier_id, reason=reason)
    click.echo(say("admin.card_revoked", locale))


def report(check: CardCheck) -> dict[str, Any]:
    """A check for machines; no photo."""
    found = check.card
    return {
        "colour": check.verdict.colour.value,
        "reason": check.verdict.reason.value,
        "checked_at": check.checked_at.isoformat(),
        "card": None
        if found is None
        else {
            "card_no": found.card_no,
            "courier_no": found.courier_no,
            "name": found.name,
            "county": found.county_name,
            "township": found.township_name,
            "villages": list(found.villages),
            "valid_until": found.valid_until.isoformat(),
            "phone": found.office_phone,
        },
    }


def _card_meant(core: Core, text: str) -> str:
    """The card of a courier whose own number of six digits was typed; else the text itself."""
    asked = asked_about(text)
    found = card_number_of(core, asked.number, None) if asked and asked.is_bare else None
    return found or text


def _verify_batch(lines: Sequence[Shown | BadInput], locale: Locale, *, as_json: bool) -> None:
    core = own_core()
    for line in lines:
        click.echo(_verdict_line(verdict_of(core, line), locale, as_json=as_json))
        if isinstance(line, BadInput):
            click.echo(sentence(line, locale), err=True)
    if any(isinstance(line, BadInput) for line in lines):
        raise click.exceptions.Exit(EXIT_BAD_INPUT)


def _verdict_line(verdict: Verdict, locale: Locale, *, as_json: bool) -> str:
    colour, reason = verdict.colour.value, verdict.reason.value
    if as_json:
        return json.dumps({"verdict": colour, "reason": reason})
    return f"{say(f'credentials.title_{reason}', locale)}  {say(f'cards.reason_{reason}', locale)}"


def _lines(check: CardCheck, locale: Locale) -> list[str]:
    reason = check.verdict.reason.value
    lines = [say(f"credentials.title_{reason}", locale), say(f"cards.reason_{reason}", locale)]
    if check.card is not None:
        lines.append(f"{check.card.name} {check.card.courier_no} {check.card.card_no}")
    return lines
