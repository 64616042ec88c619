"""``courier ask --batch``: whole files, bad lines, and which ear was used."""

from __future__ import annotations

import json
import socket

import pytest
from click.testing import CliRunner

from courier.adapters.best_interpreter import BestInterpreter
from courier.adapters.rasa import RasaInterpreter
from courier.adapters.trained_model import TrainedModel
from courier.cli import main
from courier.domain.errors import OutsideFailed
from courier.ports import TopicGuess
from tests.factories.assistant import served

RANKER = """import json, sys
print("loading", file=sys.stderr)
for line in sys.stdin:
    said = json.loads(line)
    if "崩" in said:
        sys.exit(1)
    print(json.dumps([["nlu_fallback", 0.9], ["card", 0.8], ["e_voucher", 0.1]]), flush=True)
"""


@pytest.fixture
def rasa():
    """A server that hears a question about refunds in everything."""
    with served(lambda _said: [("refund", 0.9), ("card", 0.05)]) as address:
        yield address


@pytest.fixture
def ask(database_url, tmp_path, monkeypatch, rasa):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("YIBAO_RASA_URL", rasa)
    monkeypatch.delenv("YIBAO_SECRET", raising=False)
    given, answered = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"

    def run(*lines: bytes | dict, arguments=("--pack", "demo-2027")):
        texts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        given.write_bytes(b"\n".join(texts) + b"\n")
        result = CliRunner().invoke(
            main, ["ask", *arguments, "--batch", str(given), "--out", str(answered)]
        )
        assert result.exit_code == 0, result.output
        rows = [json.loads(line) for line in answered.read_text("utf-8").splitlines()]
        return rows, result.stderr

    return run


def test_every_question_has_its_row_in_the_same_order(ask):
    questions = [{"id": f"q{number}", "q": f"问题{number}"} for number in range(20)]
    rows, told = ask(*questions)
    assert [row["id"] for row in rows] == [question["id"] for question in questions]
    assert {row["topic"] for row in rows} == {"refund"}
    assert rows[0]["alternatives"] == ["refund", "card"]
    assert rows[0]["confidence"] == 0.9
    assert rows[0]["answered"] in {True, False}
    assert rows[0]["text"]
    assert "共20个" in told


def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(ask):
    rows, told = ask(
        {"id": 1, "q": "怎么退钱"},
        b"not json",
        b"",
        b'"a text"',
        b"\xff\xfe",
        {"q": "no id"},
        {"id": "5", "q": 5},
        b"[" * 100_000,
        {"id": "last", "q": ""},
    )
    assert [row.get("error") for row in rows] == [
        None,
        "unreadable",
        "unreadable",
        "unreadable",
        "without_id",
        "without_question",
        "unreadable",
        None,
    ]
    assert [row["id"] for row in rows] == [1, None, None, None, None, "5", None, "last"]
    for number in (2, 4, 5, 6, 7, 8):
        assert f"第{number}行" in told
    assert all({"topic", "alternatives", "answered", "text", "sources"} <= set(row) for row in rows)
    assert not rows[-1]["answered"]


def test_nothing_said_and_nothing_to_say_it_to_is_a_usage_error(ask, tmp_path):
    for arguments in ([], ["--batch", __file__], ["text", "--out", str(tmp_path / "x")]):
        assert CliRunner().invoke(main, ["ask", *arguments]).exit_code == 2


@pytest.fixture
def bot(tmp_path):
    """A stand-in for the assistant's environment: its scripts are run, not its libraries."""
    folder = tmp_path / "bot"
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nshift 2\nexec python3 "$@"\n')
    python.chmod(0o755)
    (folder / "train.py").write_text("print('current')")
    (folder / "rank.py").write_text(RANKER)
    return folder


@pytest.fixture
def nobody():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield RasaInterpreter(f"http://127.0.0.1:{taken.getsockname()[1]}", timeout_s=1)


def test_without_a_server_the_trained_model_itself_is_asked(bot, nobody):
    ear = BestInterpreter(nobody, TrainedModel(bot))
    assert ear.must_load
    for _ in range(3):
        assert ear.guess("ask", "医保码")[0] == TopicGuess("card", 0.8)
    assert ear.missed == 0
    ear.close()
    assert ear.guess("ask", "医保码")[0].topic == "card"  # started anew
    ear.close()


def test_a_server_that_answers_is_used_and_no_model_started(bot, rasa):
    (bot / "rank.py").unlink()
    ear = BestInterpreter(RasaInterpreter(rasa), TrainedModel(bot))
    assert not ear.must_load
    assert ear.guess("ask", "医保码")[0].topic == "refund"
    ear.close()


def test_a_model_that_ends_is_an_error_that_is_counted(bot, nobody):
    ear = BestInterpreter(nobody, TrainedModel(bot))
    for _ in range(2):
        with pytest.raises(OutsideFailed, match="assistant_unreachable"):
            ear.guess("ask", "崩")
    assert ear.missed == 2
    ear.close()


def test_where_nothing_is_installed_the_caller_is_told(tmp_path, nobody):
    ear = BestInterpreter(nobody, TrainedModel(tmp_path))
    assert not ear.is_installed
    with pytest.raises(OutsideFailed, match="assistant_unreachable"):
        ear.guess("ask", "医保")
    ear.close()
