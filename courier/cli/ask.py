"""``courier ask``: what the assistant says to one message, or to a file of them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from courier.cli.asking import Asking, answer_report, asking, tell
from courier.cli.complaints import locale_option, sentence, telling_errors
from courier.domain.errors import CourierError
from courier.services.bubbles import Reply
from courier.texts import Locale

TELLS_EVERY_S = 5.0
NOTHING_SAID: dict[str, Any] = {
    "topic": None,
    "confidence": None,
    "alternatives": [],
    "answered": False,
    "text": "",
    "sources": [],
}


@click.command()
@click.argument("text", required=False)
@click.option("--pack", "pack_id", help="answer from this pack; see: courier pack list")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--batch",
    type=click.File("rb"),
    help="a file of questions, one JSON object with id and q a line",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="where answers go")
@locale_option
@telling_errors
def ask(
    *,
    text: str | None,
    pack_id: str | None,
    as_json: bool,
    batch: IO[bytes] | None,
    out: Path | None,
    locale: Locale,
) -> None:
    """Print the assistant's answer to TEXT, or write those to a file; nothing is kept."""
    if (text is None) == (batch is None) or (batch is None) != (out is None):
        raise click.UsageError("TEXT | --batch FILE --out FILE")
    with asking(locale, pack_id) as assistant:
        if batch is not None and out is not None:
            _answer_all(assistant, batch, out)
            return
        reply = assistant.reply(text or "")
    report = json.dumps(answer_report(reply), ensure_ascii=False, indent=2)
    click.echo(report if as_json else "\n\n".join(_lines(reply)))


def _answer_all(assistant: Asking, batch: IO[bytes], out: Path) -> None:
    """One row a question, in the file's order, written as they come; bad lines are told."""
    began = told = time.monotonic()
    count = 0
    with out.open("w", encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(batch, start=1):
            if not line.strip():
                continue
            row = _row(assistant, number, line)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
            if time.monotonic() - told > TELLS_EVERY_S:
                told = time.monotonic()
                tell("learning.ask_progress", assistant.locale, count=count)
    seconds = round(time.monotonic() - began)
    tell("learning.ask_done", assistant.locale, count=count, seconds=seconds)


def _row(assistant: Asking, number: int, line: bytes) -> dict[str, Any]:
    asked, wrong = _asked(line)
    if wrong is not None:
        tell(f"learning.line_{wrong}", assistant.locale, line=str(number))
        return {"id": asked.get("id"), **NOTHING_SAID, "error": wrong, "line": number}
    try:
        return {"id": asked["id"], **assistant.report(asked["q"])}
    except CourierError as error:
        tell("learning.line_failed", assistant.locale, line=str(number))
        words = sentence(error, assistant.locale)
        return {"id": asked["id"], **NOTHING_SAID, "error": error.code, "message": words}


def _asked(line: bytes) -> tuple[dict[str, Any], str | None]:
    """The question of a line, and what is wrong with it if anything is."""
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # no JSON, or not UTF-8
        return {}, "unreadable"
    if not isinstance(asked, dict):
        return {}, "unreadable"
    if asked.get("id") is None:
        return asked, "without_id"
    return asked, None if isinstance(asked.get("q"), str) else "without_question"


def _lines(reply: Reply) -> Iterator[str]:
    for bubble in reply.messages:
        yield "\n".join(part for part in (bubble.text, bubble.more, bubble.source) if part)
