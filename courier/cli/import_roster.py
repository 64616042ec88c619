"""``courier import``: take files in from the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from courier.cli.complaints import locale_option, telling_errors
from courier.domain.errors import BadInput
from courier.logs import set_up_logs
from courier.services.roster_reports import ImportReport, bad_rows_file
from courier.services.rosters import DEFAULT_LAYOUT, import_roster, machine_actor
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import build_core

EXIT_NOT_APPLIED = 1
COUNTY_DIGITS = 6
SHOWN = 20  # bad rows on the terminal; the file has them all


@click.group("import")
def import_group() -> None:
    """Take in files: rosters."""


@import_group.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--pack", required=True, help="the pack by which people owe")
@click.option("--layout", default=DEFAULT_LAYOUT, help="how the sender writes a roster")
@click.option("--county", type=int, help="six digits; the pack's own if left out")
@click.option("--year", type=int, help="coverage year; the pack's own if left out")
@click.option("--dry-run", is_flag=True, help="report, and write nothing")
@click.option("--all-or-nothing", is_flag=True, help="write nothing if a row is bad")
@click.option("--bad-rows", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True)
@locale_option
@telling_errors
def roster(  # noqa: PLR0917 - click hands over one argument an option
    file: Path,
    pack: str,
    layout: str,
    county: int | None,
    year: int | None,
    dry_run: bool,  # noqa: FBT001 - click
    all_or_nothing: bool,  # noqa: FBT001 - click
    bad_rows: Path | None,
    as_json: bool,  # noqa: FBT001 - click
    locale: Locale,
) -> None:
    """Take in a roster FILE (CSV or XLSX); bad rows are told and left out.

    Exit code 1 when bad rows forbade it, 2 for a file that cannot be read at all.
    """
    set_up_logs(level="WARNING", readable=True)
    core = build_core(Settings.from_environment(os.environ))
    rules = core.shelf.get(pack)
    county_id = county or _county_of(rules.region.code)
    report = import_roster(
        core,
        actor=machine_actor(county_id),
        county_id=county_id,
        file_name=file.name,
        data=file,
        pack_id=pack,
        coverage_year=year or rules.coverage_year,
        layout=layout,
        dry_run=dry_run,
        all_or_nothing=all_or_nothing,
    )
    if bad_rows is not None and report.bad:
        bad_rows.touch(mode=0o600)
        data = file.read_bytes()
        bad_rows.write_bytes(bad_rows_file(core, data=data, report=report, locale=locale))
    core.engine.dispose()
    click.echo(_as_json(report, locale) if as_json else _as_words(report, locale))
    if not (report.applied or dry_run):
        raise click.exceptions.Exit(EXIT_NOT_APPLIED)


def _county_of(region_code: str | None) -> int:
    """The county of a pack. Raises BadInput ``roster_county_missing`` for a larger region."""
    county = (region_code or "")[:COUNTY_DIGITS]
    if len(county) < COUNTY_DIGITS or county.endswith("00"):
        raise BadInput("roster_county_missing")
    return int(county)


def _as_words(report: ImportReport, locale: Locale) -> str:
    lines = [
        say(
            "rosters.told",
            locale,
            total=report.rows_total,
            new=report.new,
            changed=report.changed,
            unchanged=report.unchanged,
            bad=report.rows_bad,
        ),
        say(f"rosters.{outcome(report)}", locale),
    ]
    lines += [
        say("rosters.told_line", locale, line=one.line, reason=one.reason(locale))
        for one in report.bad[:SHOWN]
    ]
    if len(report.bad) > SHOWN:
        lines.append(say("rosters.told_more", locale, count=len(report.bad) - SHOWN))
    return "\n".join(lines)


def outcome(report: ImportReport) -> str:
    """The key's last word that says whether anything was written."""
    return "applied" if report.applied else "not_applied"


def _as_json(report: ImportReport, locale: Locale) -> str:
    facts: dict[str, Any] = {
        "file": report.file_name,
        "pack": report.pack_id,
        "coverage_year": report.coverage_year,
        "applied": report.applied,
        "rows_total": report.rows_total,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rows_bad": report.rows_bad,
        "changes": dict(report.changes),
        "obligations": {"new": report.obligations_new, "changed": report.obligations_changed},
        "bad": [
            {
                "line": one.line,
                "code": one.code,
                "facts": dict(one.facts),
                "reason": one.reason(locale),
            }
            for one in report.bad
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, default=str)
