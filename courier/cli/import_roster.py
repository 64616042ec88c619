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
from courier.services.roster_changes import PersonChange
from courier.services.roster_files import bad_rows_file, changed_people_file
from courier.services.roster_reports import ImportReport
from courier.services.rosters import DEFAULT_LAYOUT, import_roster, machine_actor
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import build_core

EXIT_NOT_APPLIED = 1
COUNTY_DIGITS = 6
SHOWN = 20  # bad rows and changed people on the terminal; the files have them all


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
@click.option("--changed-people", type=click.Path(path_type=Path, dir_okay=False))
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
    changed_people: Path | None,
    as_json: bool,  # noqa: FBT001 - click
    locale: Locale,
) -> None:
    """Take in a roster FILE (CSV or XLSX); bad rows are told and left out.

    Exit code 1 when bad rows forbade it or no row is good, 2 for a file that cannot be read.
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
        _write(bad_rows, bad_rows_file(core, data=file.read_bytes(), report=report, locale=locale))
    if changed_people is not None and report.people:
        content = changed_people_file(core, data=file.read_bytes(), report=report, locale=locale)
        _write(changed_people, content)
    core.engine.dispose()
    click.echo(_as_json(report, locale) if as_json else _as_words(report, locale))
    if not (report.applied or dry_run) or report.rows_bad == report.rows_total > 0:
        raise click.exceptions.Exit(EXIT_NOT_APPLIED)


def _write(path: Path, content: bytes) -> None:
    """A file about people is for its owner alone."""
    path.touch(mode=0o600)
    path.write_bytes(content)


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
    lines += [_changed(one, locale) for one in report.people[:SHOWN]]
    if len(report.people) > SHOWN:
        lines.append(say("rosters.told_more_changed", locale, count=len(report.people) - SHOWN))
    lines += [
        say("rosters.told_line", locale, line=one.line, reason=one.reason(locale))
        for one in report.bad[:SHOWN]
    ]
    if len(report.bad) > SHOWN:
        lines.append(say("rosters.told_more", locale, count=len(report.bad) - SHOWN))
    return "\n".join(lines)


def _changed(one: PersonChange, locale: Locale) -> str:
    told = say("rosters.between_changes", locale).join([*one.words(locale), *one.advice(locale)])
    who = say("rosters.told_person", locale, name=one.name, number=one.id_masked, changes=told)
    return say("rosters.told_line", locale, line=one.line, reason=who)


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
        "people": [_person(one, locale) for one in report.people],
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


def _person(one: PersonChange, locale: Locale) -> dict[str, Any]:
    return {
        "line": one.line,
        "id_masked": one.id_masked,
        "name": one.name,
        "renamed": one.is_renamed,
        "new_slip": one.needs_slip,
        "changes": [
            {"what": each.kind, "before": list(each.before), "after": list(each.after)}
            for each in one.differences
        ],
        "told": [*one.words(locale), *one.advice(locale)],
    }
