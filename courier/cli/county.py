"""``courier county``: set up a county: places, admins, targets, and what people owe."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from courier.cli.complaints import EXIT_BAD_INPUT, locale_option, telling_errors
from courier.domain.errors import BadInput
from courier.domain.permissions import Role
from courier.services.admins import (
    create_admin,
    disable_admin_of,
    enable_admin_of,
    reset_password,
    reset_second_factor_of,
)
from courier.services.core import Core
from courier.services.obligations import compute_obligations
from courier.services.regions_setup import county_of_region, set_up_regions
from courier.services.setup_tables import SetupReport
from courier.services.targets import set_targets
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import build_core

SHOWN = 20  # bad lines on the terminal; --json has them all
file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
json_option = click.option("--json", "as_json", is_flag=True)
dry_run_option = click.option("--dry-run", is_flag=True, help="report, and write nothing")
stdin_option = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="read the password's line from stdin"
)


@click.group()
def county() -> None:
    """Set up a county: regions, admins, targets, obligations."""


@county.command()
@file_argument
@dry_run_option
@json_option
@locale_option
@telling_errors
def regions(file: Path, dry_run: bool, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 - click
    """Set up places from FILE (代码, 名称, 级别, 上级代码, 电话); a second time changes nothing."""
    with opened() as core:
        report = set_up_regions(core, data=_read(file), dry_run=dry_run)
    _tell(report, as_json=as_json, locale=locale)


@county.command()
@file_argument
@click.option("--year", type=int, required=True, help="coverage year")
@dry_run_option
@json_option
@locale_option
@telling_errors
def targets(file: Path, year: int, dry_run: bool, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 - click
    """Set how many people each village shall insure, from FILE (村代码, 人数)."""
    with opened() as core:
        report = set_targets(core, data=_read(file), coverage_year=year, dry_run=dry_run)
    _tell(report, as_json=as_json, locale=locale)


@county.command()
@click.argument("sign_in_name", metavar="NAME")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option(
    "--region",
    "region_code",
    required=True,
    help="twelve digits: the top of the area; for city and system one of its counties",
)
@click.option("--name", required=True, help="the person's own name")
@stdin_option
@json_option
@locale_option
@telling_errors
def admin(  # noqa: PLR0917 - click hands over one argument an option
    sign_in_name: str,
    role: str,
    region_code: str,
    name: str,
    from_stdin: bool,  # noqa: FBT001 - click
    as_json: bool,  # noqa: FBT001 - click
    locale: Locale,
) -> None:
    """Appoint an admin who signs in as NAME; asks for the password."""
    with opened() as core:
        county_id = county_of_region(core, region_code)
        admin_id = create_admin(
            core,
            county_id=county_id,
            sign_in_name=sign_in_name,
            name=name,
            password=_password(locale, from_stdin=from_stdin),
            role=Role(role),
            region_code=region_code,
        )
    facts = {"admin_id": str(admin_id), "county": county_id, "sign_in_name": sign_in_name}
    _say(facts, as_json, lambda: say("county.admin_made", locale, name=sign_in_name))


@county.command("admin-password")
@click.argument("sign_in_name", metavar="NAME")
@stdin_option
@json_option
@locale_option
@telling_errors
def admin_password(sign_in_name: str, from_stdin: bool, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 - click
    """Give the admin NAME another password; signs NAME out everywhere."""
    with opened() as core:
        password = _password(locale, from_stdin=from_stdin)
        reset_password(core, sign_in_name=sign_in_name, password=password)
    facts = {"sign_in_name": sign_in_name}
    _say(facts, as_json, lambda: say("county.password_reset", locale, name=sign_in_name))


@county.command("admin-second-factor")
@click.argument("sign_in_name", metavar="NAME")
@json_option
@locale_option
@telling_errors
def admin_second_factor(sign_in_name: str, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 - click
    """Let the admin NAME, who lost phone and paper, set a new second factor up; signs NAME out."""
    with opened() as core:
        reset_second_factor_of(core, sign_in_name=sign_in_name)
    facts = {"sign_in_name": sign_in_name}
    _say(facts, as_json, lambda: say("county.second_factor_reset", locale, name=sign_in_name))


@county.command("admin-account")
@click.argument("sign_in_name", metavar="NAME")
@click.option("--close/--open", "is_closed", required=True, help="no more sign-ins; or again")
@json_option
@locale_option
@telling_errors
def admin_account(sign_in_name: str, is_closed: bool, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 - click
    """Close the account of the admin NAME, who is signed out at once; or open it again."""
    change = disable_admin_of if is_closed else enable_admin_of
    with opened() as core:
        change(core, sign_in_name=sign_in_name)
    facts = {"sign_in_name": sign_in_name, "closed": is_closed}
    key = "county.account_closed" if is_closed else "county.account_open"
    _say(facts, as_json, lambda: say(key, locale, name=sign_in_name))


@county.command()
@click.option("--pack", required=True, help="the pack by which people owe")
@click.option("--year", type=int, help="coverage year; the pack's own if left out")
@click.option("--county", "county_id", type=int, help="six digits; the pack's own if left out")
@json_option
@locale_option
@telling_errors
def obligations(
    pack: str,
    year: int | None,
    county_id: int | None,
    as_json: bool,  # noqa: FBT001 - click
    locale: Locale,
) -> None:
    """Compute what everybody of the county owes; those who paid stay as they are."""
    with opened() as core:
        rules = core.shelf.get(pack)
        place = county_id or _county_of(rules.region.code)
        county_of_region(core, f"{place:06d}000000")
        year = year or rules.coverage_year
        done = compute_obligations(core, county_id=place, coverage_year=year, pack_id=pack)
    facts = {
        "county": place,
        "coverage_year": year,
        "pack": pack,
        "profiles": done.profiles,
        "new": done.new,
        "changed": done.changed,
    }
    words = {"year": str(year), "new": done.new, "changed": done.changed}
    _say(facts, as_json, lambda: say("county.computed", locale, **words))


@contextmanager
def opened() -> Iterator[Core]:
    """The core of this installation, closed when the command ends."""
    core = build_core(Settings.from_environment(os.environ))
    try:
        yield core
    finally:
        core.engine.dispose()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput("roster_file_unreadable", file=file.name) from error


def _password(locale: Locale, *, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt(
        say("county.password", locale),
        hide_input=True,
        confirmation_prompt=say("county.password_again", locale),
        err=True,
    )
    return asked


def _county_of(region_code: str | None) -> int:
    if region_code is None or region_code[4:6] == "00":
        raise BadInput("roster_county_missing")
    return int(region_code[:6])


def _tell(report: SetupReport, *, as_json: bool, locale: Locale) -> None:
    """The report; exit code 2 when bad lines forbade it."""
    facts = {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "written": report.written,
        "bad": [
            {"line": one.line, "code": one.code, "reason": one.reason(locale)} for one in report.bad
        ],
    }
    _say(facts, as_json, lambda: _as_words(report, locale))
    if report.bad:
        raise click.exceptions.Exit(EXIT_BAD_INPUT)


def _as_words(report: SetupReport, locale: Locale) -> str:
    counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
    told = [say("county.counted", locale, **counts)]
    told.append(say("county.written" if report.written else "county.not_written", locale))
    told += [
        say("county.bad_line", locale, line=one.line, reason=one.reason(locale))
        for one in report.bad[:SHOWN]
    ]
    if len(report.bad) > SHOWN:
        told.append(say("county.more_bad", locale, count=len(report.bad) - SHOWN))
    return "\n".join(told)


def _say(facts: Mapping[str, object], as_json: bool, words: Callable[[], str]) -> None:  # noqa: FBT001
    click.echo(json.dumps(facts, ensure_ascii=False, indent=1) if as_json else words())
