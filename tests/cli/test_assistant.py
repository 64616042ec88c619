"""``courier assistant``: measuring as villagers are answered, and handing over what was learned."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from click.testing import CliRunner

from courier.adapters.plain_retrieval import read_phrasings
from courier.cli import main
from courier.domain.understanding.measuring import Heard, Question, measure
from courier.services import learning, learning_review
from tests.factories.assistant import served
from tests.factories.county import make_county

HEARD = {
    "怎么退钱": [("refund", 0.9), ("card", 0.05)],
    "卡丢了": [("refund", 0.8), ("card", 0.1)],
    "天气好吗": [("out_of_scope", 0.9), ("greeting", 0.05)],
    "股票涨了没": [("pay_amount", 0.9), ("out_of_scope", 0.05)],
    "嗯": [("card", 0.2), ("refund", 0.1)],
}


@pytest.fixture
def run(database_url, tmp_path, monkeypatch):
    with served(lambda said: HEARD.get(said, [("card", 0.1)])) as address:
        monkeypatch.setenv("DATABASE_URL", database_url)
        monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("YIBAO_DEMO", "1")
        monkeypatch.setenv("YIBAO_RASA_URL", address)
        monkeypatch.delenv("YIBAO_SECRET", raising=False)

        def invoke(*arguments):
            result = CliRunner().invoke(main, ["assistant", *map(str, arguments)])
            assert result.exit_code == 0, result.output
            return result

        yield invoke


@pytest.fixture
def questions(tmp_path):
    file = tmp_path / "questions.jsonl"
    asked = [
        {"q": "怎么退钱", "topic": "refund"},
        {"q": "卡丢了", "topic": "card"},
        {"q": "天气好吗", "topic": "out_of_scope"},
        {"q": "股票涨了没", "topic": "out_of_scope"},
        {"q": "嗯", "topic": "thanks", "also": ["refund"]},
        {"q": "没有主题", "topic": "weather"},
    ]
    lines = [json.dumps(one, ensure_ascii=False) for one in asked]
    file.write_text("\n".join([*lines, "no json"]), "utf-8")
    return file


def test_what_is_measured_is_what_a_villager_gets(run, questions):
    result = run("evaluate", questions, "--pack", "demo-2027", "--json")
    told = json.loads(result.stdout)
    assert told["asked"] == 5
    assert told["top_1"] == pytest.approx(2 / 5)
    assert told["top_3"] == pytest.approx(5 / 5)
    assert told["wrong_outright"] == pytest.approx(2 / 5)  # a card as a refund, stocks as a premium
    assert told["answered"] == pytest.approx(3 / 5)  # a kind no is no answer
    assert told["outside_kept"] == pytest.approx(1 / 2)
    assert told["by_topic"]["out_of_scope"] == {
        "asked": 2,
        "first": 1,
        "among": 2,
        "wrong_outright": 1,
    }
    assert ["card", "refund", 1] in told["confusions"]
    assert "第6行" in result.stderr
    assert "第7行" in result.stderr


def test_the_table_is_for_people(run, questions):
    told = run("evaluate", questions, "--pack", "demo-2027").stdout
    assert "直接回答却答错的：40.0%" in told
    assert "card → refund: 卡丢了" in told


def test_what_measures_is_remembered_and_never_handed_over(run, questions, core):
    run("evaluate", questions, "--pack", "demo-2027")
    with core.begin() as work:
        assert work.scalar("select count(*) from measured_questions") == 5


def test_confusions_are_counted_and_the_most_frequent_come_first():
    asked = [Question("a", frozenset({"card"}), "card")] * 3
    heard = [
        Heard(["refund"], answered=True),
        Heard(["newborn"], answered=True),
        Heard(["newborn"], answered=False),
    ]
    result = measure(asked, heard)
    assert list(result.confusions) == [("card", "newborn", 2), ("card", "refund", 1)]
    assert result.outside_kept is None
    assert result.wrong_outright == pytest.approx(2 / 3)


def test_measuring_nothing_is_refused():
    with pytest.raises(ValueError, match="nothing"):
        measure([], [])


def approved(core, county, topic, words):
    with core.begin() as work:
        phrase_id = uuid4()
        work.run(
            "insert into learning_phrases (phrase_id, sign, said, bare, heard_as, first_on,"
            " last_on) values (:i, 'unsure', :w, :w, 'card', '2026-11-22', '2026-11-22')",
            {"i": phrase_id, "w": words},
        )
        work.commit()
    learning_review.approve(core, actor=county.chief, phrase_id=phrase_id, topic=topic, words=words)


def test_what_was_approved_is_written_as_training_data_that_the_ear_reads(run, core, tmp_path):
    county = make_county(core)
    approved(core, county, "card", "卡摔断了")
    approved(core, county, "newborn", "- 娃刚生：咋办 #医保")
    approved(core, county, "newborn", "娃生了要咋整")
    approved(core, county, "refund", "这个考过")
    learning.keep_apart(core, questions=["这个考过？"])
    out = tmp_path / "nlu" / "learned.yml"
    out.parent.mkdir()
    run("learned", "--out", out)
    assert sorted(read_phrasings(out.parent)) == [
        ("card", "卡摔断了"),
        ("newborn", "- 娃刚生:咋办 #医保"),
        ("newborn", "娃生了要咋整"),
    ]


def test_nothing_learned_is_an_empty_list(run, tmp_path):
    out = tmp_path / "learned.yml"
    run("learned", "--out", out)
    assert out.read_text("utf-8") == 'version: "3.1"\nnlu: []\n'
