import datetime as dt
import time
from pathlib import Path

import pytest

from courier.adapters.plain_retrieval import PlainRetrieval
from courier.adapters.two_interpreters import REST, TwoInterpreters
from courier.cli.assistant import BOT, read_questions
from courier.domain.errors import OutsideFailed
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


class Deaf:
    asked = 0

    def guess(self, conversation_id, masked_text):
        self.asked += 1
        raise OutsideFailed("assistant_unreachable")


class Hears:
    def guess(self, conversation_id, masked_text):
        return [TopicGuess("thanks", 1.0)]


class Watch:
    moment = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

    def now(self):
        return self.moment


def test_a_dead_assistant_is_asked_once_in_a_while_and_its_twin_answers():
    deaf, watch = Deaf(), Watch()
    both = TwoInterpreters(deaf, Hears(), watch)
    assert not both.is_simple_now
    for _ in range(5):
        assert both.guess("c", "谢谢")[0].topic == "thanks"
    assert deaf.asked == 1
    assert both.is_simple_now
    watch.moment += REST
    assert both.guess("c", "谢谢")[0].topic == "thanks"
    assert deaf.asked == 2
