"""``courier premium``: what one person pays, why, and how sure that is."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import click

from courier.cli.complaints import locale_option, telling_errors
from courier.domain.categories import read_categories
from courier.domain.category_ages import check_person
from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.policy_figures import Source
from courier.domain.policy_windows import WindowStatus
from courier.domain.premiums import Premium
from courier.domain.premiums import premium as compute
from courier.policies import load_shelf
from courier.services.answer_places import source_line
from courier.services.premiums import aid_reason, explain, sources_of, unknown_text, window_text
from courier.texts import CHINA, Locale


@click.command()
@click.option("--pack", "pack_id", required=True, help="such as taian-2026; see: courier pack list")
@click.option("--category", "codes", multiple=True, help="may be given several times")
@click.option("--tier", type=int)
@click.option("--non-local", is_flag=True, help="registered elsewhere, living here")
@click.option("--born", help="YYYY-MM-DD")
@click.option("--on", help="YYYY-MM-DD; today in China if not given")
@click.option("--json", "as_json", is_flag=True)
@locale_option
@telling_errors
def premium(  # noqa: PLR0917 -- click hands them by name
    pack_id: str,
    codes: tuple[str, ...],
    tier: int | None,
    non_local: bool,  # noqa: FBT001 -- the same
    born: str | None,
    on: str | None,
    as_json: bool,  # noqa: FBT001 -- the same
    locale: Locale,
) -> None:
    """Print what a person pays under a policy pack, with reason, window and sources."""
    pack = load_shelf().get(pack_id)
    day = _day(on, "on") or dt.datetime.now(CHINA).date()
    birthday = _day(born, "born")
    if birthday is not None and birthday > day:
        raise BadInput("born_after_day", born=birthday, day=day)
    categories = read_categories(codes)
    check_person(pack, categories, birthday)
    answer = compute(
        pack,
        categories=categories,
        tier=tier,
        non_local=non_local,
        born=birthday,
        on=day,
    )
    if as_json:
        report = premium_report(answer, pack, locale)
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(answer, pack, locale)))


def premium_report(answer: Premium, pack: Pack, locale: Locale) -> dict[str, Any]:
    """The answer for machines: money in fen, days as ISO dates, null for what is unknown."""
    return {
        "pack": pack.id,
        "fingerprint": pack.fingerprint,
        "coverage_year": pack.coverage_year,
        "full_fen": _fen(answer.full),
        "full_at_least": answer.full_at_least,
        "tier": answer.tier,
        "aid": _aid(answer, locale),
        "own_fen": _fen(answer.own),
        "own_at_most_fen": _fen(answer.own_at_most),
        "unknown": list(answer.unknown),
        "window": _window(answer.window, locale),
        "reasons": list(answer.reasons),
        "proposed": _proposed(answer, locale),
        "explanation": explain(answer, pack, locale),
        "sources": [_source(source) for source in sources_of(answer, pack)],
    }


def _day(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadInput("day_not_readable", text=text, option=f"--{option}") from error


def _fen(money: Money | None) -> int | None:
    return None if money is None else money.fen


def _aid(answer: Premium, locale: Locale) -> list[dict[str, Any]]:
    return [
        {
            "payer": share.payer,
            "fen": _fen(share.amount),
            "at_least": share.at_least,
            "kind": share.kind,
            "category": share.category,
            "reason": aid_reason(share, locale),
            "source": share.source_id,
        }
        for share in answer.aid
    ]


def _window(window: WindowStatus, locale: Locale) -> dict[str, Any]:
    return {
        "state": window.state,
        "kind": window.kind,
        "from": window.first.isoformat() if window.first else None,
        "to": window.last.isoformat() if window.last else None,
        "cover_from": window.cover_from,
        "text": window_text(window, locale),
        "source": window.source,
    }


def _proposed(answer: Premium, locale: Locale) -> dict[str, Any] | None:
    if answer.proposed is None:
        return None
    return {
        "full_fen": _fen(answer.proposed.full),
        "own_fen": _fen(answer.proposed.own),
        "aid": _aid(answer.proposed, locale),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "document": source.document,
        "date": source.date,
        "url": source.url,
        "verified": source.verified,
        "note": source.note,
    }


def _lines(answer: Premium, pack: Pack, locale: Locale) -> list[str]:
    explained = explain(answer, pack, locale)
    unknown = [unknown_text(code, locale) for code in answer.unknown if code != "window"]
    lines = [explained, window_text(answer.window, locale)]
    lines += [words for words in unknown if words not in explained]
    return lines + [source_line(source, locale) for source in sources_of(answer, pack)]
