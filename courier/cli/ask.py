"""``courier ask``: what the assistant says to one message."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from courier.cli.complaints import locale_option, telling_errors
from courier.services.bubbles import Reply
from courier.services.conversations import ask_once
from courier.settings import Settings
from courier.texts import Locale
from courier.wiring import build_core, migrate_database

MOST_ALTERNATIVES = 3


@click.command()
@click.argument("text")
@click.option("--pack", "pack_id", help="answer from this pack; see: courier pack list")
@click.option("--json", "as_json", is_flag=True)
@locale_option
@telling_errors
def ask(text: str, pack_id: str | None, as_json: bool, locale: Locale) -> None:  # noqa: FBT001 -- click hands it by name
    """Print the assistant's answer to TEXT; nothing is kept."""
    settings = _settings()
    core = build_core(settings)
    try:
        if pack_id is None and settings.database_url is None:
            migrate_database(core.engine)  # the embedded one may be new
        reply = ask_once(core, text=text, locale=locale, pack_id=pack_id)
    finally:
        core.engine.dispose()
    if as_json:
        click.echo(json.dumps(answer_report(reply), ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(_lines(reply)))


def _settings() -> Settings:
    """As everywhere; nothing is kept or sealed here, so without a secret the demo's will do."""
    given = dict(os.environ)
    if not given.get("YIBAO_SECRET"):
        given["YIBAO_DEMO"] = "1"
    return Settings.from_environment(given)


def answer_report(reply: Reply) -> dict[str, Any]:
    """The answer for machines; ``alternatives`` are topics, best first."""
    first = reply.messages[0]
    best = next(iter(reply.guesses), None)
    return {
        "topic": first.topic or (best.topic if best else None),
        "confidence": best.confidence if best else None,
        "alternatives": [guess.topic for guess in reply.guesses[:MOST_ALTERNATIVES]],
        "answered": first.answered,
        "text": "\n".join(bubble.text for bubble in reply.messages if not bubble.note),
        "sources": list(first.sources),
        "pack": first.pack_id,
        "fingerprint": first.pack_fingerprint,
    }


def _lines(reply: Reply) -> list[str]:
    return [
        "\n".join(part for part in (bubble.text, bubble.source) if part)
        for bubble in reply.messages
    ]
