"""``courier assistant``: train the assistant's ear and measure how well it hears."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import click

from courier.domain.understanding.measuring import Question, Score, score
from courier.domain.understanding.spoken import plain

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
@click.option("--json", "as_json", is_flag=True, help="For a program.")
def evaluate(file: Path, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Measure on FILE: one JSON object a line with ``q``, ``topic`` and ``also``."""
    questions = read_questions(file)
    result = score(questions, rank([question.text for question in questions]))
    click.echo(json.dumps(result.as_facts(), ensure_ascii=False) if as_json else _table(result))


def read_questions(file: Path) -> list[Question]:
    """The questions of a file, with every topic that is right for each."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [
        Question(line["q"], frozenset({line["topic"], *line.get("also", ())}), line["topic"])
        for line in lines
    ]


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


def _table(result: Score) -> str:
    rows = [f"{topic:24}{right:4}/{asked:<4}" for topic, (right, asked) in result.by_topic.items()]
    mixed = [f"  {meant} ← {heard}: {text}" for meant, heard, text in result.confusions]
    head = f"top-1 {result.top_1:.1%}  top-3 {result.top_3:.1%}  n={result.asked}"
    return "\n".join([head, *rows, *mixed])
