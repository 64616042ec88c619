import time
from pathlib import Path

import pytest

from courier.adapters.plain_retrieval import PlainRetrieval
from courier.cli.assistant import BOT, read_questions
from courier.domain.understanding.measuring import score
from courier.ports import TopicGuess

NLU = BOT / "data" / "nlu"
DEV = BOT.parent.parent / "shared" / "qa" / "questions_dev.jsonl"


@pytest.fixture(scope="module")
def retrieval():
    return PlainRetrieval(NLU)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("俺娘今年要交多少钱", "pay_amount"),
        ("医保卡丢了咋办", "card"),
        ("請快遞員上門", "courier_request"),
        ("转人工", "human_handoff"),
        ("谢谢你啊", "thanks"),
        ("明天下雨吗", "out_of_scope"),
    ],
)
def test_a_plain_question_is_found(retrieval, text, topic):
    assert retrieval.guess("c", text)[0].topic == topic


def test_what_is_like_nothing_is_out_of_scope_and_unsure(retrieval):
    assert retrieval.guess("c", "囧囧 囧") == (TopicGuess("out_of_scope", 0.0),)


def test_guesses_are_ten_at_most_best_first_and_sane(retrieval):
    guesses = retrieval.guess("c", "医保怎么交费报销退款")
    assert len(guesses) <= 10
    assert [g.confidence for g in guesses] == sorted((g.confidence for g in guesses), reverse=True)
    assert all(0 <= g.confidence <= 1 for g in guesses)


def test_an_empty_folder_hears_nothing(tmp_path: Path):
    assert PlainRetrieval(tmp_path).guess("c", "医保")[0].confidence == 0


@pytest.mark.skipif(not DEV.exists(), reason="the questions for measuring are not here")
def test_it_hears_most_genuine_questions_in_milliseconds(retrieval):
    questions = read_questions(DEV)
    started = time.process_time()
    told = [[(g.topic, g.confidence) for g in retrieval.guess("c", q.text)] for q in questions]
    each_ms = (time.process_time() - started) / len(questions) * 1000
    result = score(questions, told)
    assert result.top_1 >= 0.70, result.confusions
    assert result.top_3 >= 0.85
    assert each_ms < 20  # 2 ms on a quiet machine
