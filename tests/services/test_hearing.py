"""Which of the ears is believed: the assistant's, plain words, or likeness."""

from types import SimpleNamespace

import pytest

from courier.domain.errors import OutsideFailed
from courier.ports import TopicGuess
from courier.services.hearing import hear


class Ear:
    """Says what the test wants, or is away."""

    def __init__(self, topic=None, confidence=0.0):
        self.topic, self.confidence = topic, confidence

    def guess(self, _conversation_id, _masked):
        if self.topic is None:
            raise OutsideFailed("assistant_unreachable")
        return [TopicGuess(self.topic, self.confidence), TopicGuess("thanks", 0.01)]


def heard(text, ear, likeness=None):
    core = SimpleNamespace(interpreter=ear, fallback=likeness or Ear())
    return hear(core, "a-conversation", text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What does the courier service cost?", "courier_about"),
        ("I lost my hospital invoice", "reimburse_process"),
        ("wo de kuaidiyuan daona le", "courier_track"),
    ],
)
def test_a_sure_ear_is_believed_in_letters_too(text, topic):
    answer = heard(text, Ear(topic, 0.9))
    assert answer.best.topic == topic
    assert answer.is_sure


def test_plain_english_words_decide_where_the_ear_is_unsure():
    answer = heard("Is this a scam?", Ear("out_of_scope", 0.4))
    assert (answer.best.topic, answer.is_sure) == ("fraud_safety", True)


def test_plain_english_words_decide_where_the_ear_is_away():
    answer = heard("Is this a scam?", Ear(), likeness=Ear("thanks", 0.9))
    assert (answer.best.topic, answer.is_sure) == ("fraud_safety", True)


def test_an_unsure_ear_still_hears_fraud_in_chinese_but_leaves_the_rest_open():
    assert heard("怕是骗子哩", Ear("thanks", 0.3)).best.topic == "fraud_safety"
    unsure = heard("断交的事", Ear("thanks", 0.3))
    assert (unsure.best.topic, unsure.is_sure) == ("thanks", False)
