"""``courier assistant``: train the assistant's ear and measure how well it answers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from courier.cli.asking import Asking, asking, tell
from courier.cli.complaints import locale_option, telling_errors
from courier.domain.topics import Topic
from courier.domain.understanding.measuring import Heard, Question, Score, measure
from courier.domain.understanding.spoken import plain
from courier.services.learning import keep_apart
from courier.services.learning_review import Learned, learned
from courier.settings import Settings
from courier.texts import Locale, say
from courier.wiring import build_core

BOT = Path(__file__).resolve().parents[2] / "bot"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"


@click.group()
def assistant() -> None:
    """Train and measure the assistant."""


@assistant.command()
@click.option("--force", is_flag=True, help="Train even when nothing changed.")
def train(force: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Train when the training data changed."""
    done = run_in_bot("train.py", *(["--force"] if force else []))
    click.echo(done.splitlines()[-1])


@assistant.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pack", "pack_id", help="answer from this pack; see: courier pack list")
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@locale_option
@telling_errors
def evaluate(*, file: Path, pack_id: str | None, as_json: bool, locale: Locale) -> None:
    """Measure on FILE: one JSON object a line with ``q``, ``topic`` and ``also``.

    Asks as ``courier ask`` does, so that what is measured is what a villager gets. What
    measures is remembered, so that nobody makes training data of it.
    """
    questions = read_questions(file, locale)
    if not questions:
        raise click.ClickException(say("learning.nothing_to_measure", locale))
    with asking(locale, pack_id) as assistant:
        keep_apart(assistant.core, questions=[one.text for one in questions])
        result = measure(questions, [_heard(assistant, one.text) for one in questions])
    report = json.dumps(asdict(result), ensure_ascii=False)
    click.echo(report if as_json else "\n".join(_table(result, locale)))


@assistant.command("learned")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@locale_option
@telling_errors
def write_learned(*, out: Path, locale: Locale) -> None:
    """Write what admins approved as training data, to be read and added to bot/data/nlu."""
    core = build_core(Settings.from_environment())
    try:
        phrases = learned(core)
    finally:
        core.engine.dispose()
    out.write_text("\n".join(_training_file(phrases)) + "\n", "utf-8")
    tell("learning.learned_written", locale, count=len(phrases), file=str(out))


def _training_file(phrases: Sequence[Learned]) -> Iterator[str]:
    """Rasa's training data in YAML; the words hold no markup and no line breaks."""
    yield 'version: "3.1"'
    yield "nlu:" if phrases else "nlu: []"
    for topic, group in groupby(phrases, key=lambda one: one.topic):
        yield f"  - intent: {topic}"
        yield "    examples: |"
        yield from (f"      - {one.words}" for one in group)


def _heard(assistant: Asking, text: str) -> Heard:
    report = assistant.report(text)
    return Heard(report["alternatives"], report["answered"])


def read_questions(file: Path, locale: Locale = Locale.ZH_HANS) -> list[Question]:
    """The questions of a file, with every topic that is right for each; bad lines are told."""
    questions = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        found, wrong = _question(line)
        if found is not None:
            questions.append(found)
        else:
            tell(f"learning.line_{wrong}", locale, line=str(number))
    return questions


def _question(line: bytes) -> tuple[Question | None, str]:
    try:
        told = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None, "unreadable"
    if not isinstance(told, dict):
        return None, "unreadable"
    if not isinstance(told.get("q"), str):
        return None, "without_question"
    if told.get("topic") not in set(Topic):
        return None, "without_topic"
    right = frozenset({told["topic"], *(told.get("also") or ())})
    return Question(told["q"], right, told["topic"]), ""


def rank(texts: Sequence[str]) -> list[list[tuple[str, float]]]:
    """The trained model's topics for each text, best first; as the served one hears them."""
    asked = "\n".join(json.dumps(plain(text)) for text in texts)
    told = run_in_bot("rank.py", given=asked)
    return [[(topic, sure) for topic, sure in json.loads(line)] for line in told.splitlines()]


def run_in_bot(script: str, *arguments: str, given: str = "") -> str:
    """What a script says that ran in the assistant's own environment.

    Raises ClickException with the end of its errors when it fails or is not installed.
    """
    if not BOT_PYTHON.exists():
        raise click.ClickException(f"{BOT_PYTHON.relative_to(BOT.parent)}?")
    command = [str(BOT_PYTHON), "-W", "ignore", str(BOT / script), *arguments]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise click.ClickException(done.stderr[-2000:])
    return done.stdout


def _table(result: Score, locale: Locale) -> Iterator[str]:
    kept = result.outside_kept
    yield say("learning.measured", locale, count=result.asked)
    for name in ("top_1", "top_3", "answered", "wrong_outright"):
        yield say(f"learning.share_{name}", locale, share=f"{getattr(result, name):.1%}")
    if kept is not None:
        yield say("learning.share_outside_kept", locale, share=f"{kept:.1%}")
    yield say("learning.table_topics", locale)
    for topic, one in result.by_topic.items():
        yield f"  {topic:24}{one.first:4}{one.among:4}/{one.asked:<4}{one.wrong_outright:4}"
    yield say("learning.table_confusions", locale)
    for meant, heard, times in result.confusions:
        yield f"  {meant} → {heard}  {times}"
    yield say("learning.table_wrong", locale)
    for meant, heard, text in result.wrong:
        yield f"  {meant} → {heard}: {text}"
