"""``courier audit``: does the trail still say what was written?"""

from __future__ import annotations

import json

import click

from courier.cli.complaints import locale_option, telling_errors
from courier.services.audit import TrailReport, head_of, verify_trail
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import build_core

BROKEN = 1
SHOWN = 20


@click.group()
def audit() -> None:
    """Look after the trail of who did what."""


@audit.command()
@click.option("--noted", multiple=True, help="a head printed earlier: county:place:link")
@click.option("--json", "as_json", is_flag=True)
@locale_option
@telling_errors
def verify(noted: tuple[str, ...], as_json: bool, locale: Locale) -> None:  # noqa: FBT001 - click
    """Check every event against its chain; exit code 1 where one does not hold."""
    heads = [head_of(one) for one in noted]
    core = build_core(Settings.from_environment())
    click.get_current_context().call_on_close(core.engine.dispose)
    report = verify_trail(core, noted=heads)
    click.echo(_json(report) if as_json else "\n".join(_lines(report, locale)))
    if report.breaks:
        raise SystemExit(BROKEN)


def _json(report: TrailReport) -> str:
    return json.dumps(
        {
            "events": report.events,
            "heads": [str(head) for head in report.heads],
            "breaks": [
                {"county_id": one.county_id, "place": one.place, "flaw": one.flaw.value}
                for one in report.breaks
            ],
        }
    )


def _lines(report: TrailReport, locale: Locale) -> list[str]:
    if not report.breaks:
        holds = say("audit.holds", locale, count=report.events)
        heads = [f"  {head}" for head in report.heads]
        return [holds, *([say("audit.note_heads", locale), *heads] if heads else [])]
    told = [
        say(f"audit.flaw_{one.flaw}", locale, county=str(one.county_id), place=one.place)
        for one in report.breaks[:SHOWN]
    ]
    return [say("audit.broken", locale, count=len(report.breaks)), *told]
