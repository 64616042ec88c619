"""``courier ask``: the same answers on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from courier.adapters.plain_retrieval import shared_retrieval
from courier.cli import main
from tests.factories.assistant import served

NLU = Path(__file__).parents[2] / "bot" / "data" / "nlu"


@pytest.fixture(scope="module")
def rasa():
    """A server that is as sure of the likeliest topic as the trained model would be."""
    ear = shared_retrieval(NLU)
    with served(
        lambda said: [(one.topic, min(one.confidence * 3, 1)) for one in ear.guess("c", said)]
    ) as address:
        yield address


@pytest.fixture
def ask(database_url, tmp_path, monkeypatch, rasa):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("YIBAO_RASA_URL", rasa)
    monkeypatch.delenv("YIBAO_SECRET", raising=False)

    def run(*arguments):
        return CliRunner().invoke(main, ["ask", *arguments])

    return run


def test_a_forced_pack_answers_with_its_figures_and_source(ask):
    told = json.loads(ask("--pack", "demo-2027", "--json", "俺娘68了吃低保今年交多少").output)
    assert told["topic"] == "pay_amount"
    assert told["answered"] is True
    assert told["alternatives"][0] == "pay_amount"
    assert "要交160元" in told["text"]
    assert told["pack"] == "demo-2027"
    assert "2026-09-01" in told["sources"][0]


def test_without_a_pack_and_a_county_the_national_rule_is_told_as_such(ask):
    told = json.loads(ask("--json", "断了一年再交有等待期吗").output)
    assert told["topic"] == "interruption_waiting"
    assert told["pack"] == "national-2027"
    assert "全国" in told["text"]


def test_an_unknown_pack_is_an_error_that_names_those_there_are(ask):
    result = ask("--pack", "mars-2030", "今年交多少钱", "--locale", "zh_Hans")
    assert result.exit_code == 2
    assert "demo-2027" in result.output
