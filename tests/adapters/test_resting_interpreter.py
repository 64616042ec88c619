"""An assistant that fails is left alone for a while, and used again when it is back."""

from __future__ import annotations

import pytest

from courier.adapters.resting_interpreter import REST, RestingInterpreter
from courier.domain.errors import OutsideFailed
from courier.ports import TopicGuess

HEARD = [TopicGuess("thanks", 1.0)]


class Moody:
    """Answers unless it is down."""

    asked, is_down = 0, False

    def guess(self, conversation_id, masked_text):
        self.asked += 1
        if self.is_down:
            raise OutsideFailed("assistant_unreachable")
        return HEARD


@pytest.fixture
def moody():
    return Moody()


@pytest.fixture
def resting(moody, clock):
    return RestingInterpreter(moody, clock)


def ask(resting):
    return resting.guess("c", "谢谢")


def fail(resting):
    with pytest.raises(OutsideFailed, match="assistant_unreachable"):
        ask(resting)


def test_while_it_answers_it_is_always_asked(resting, moody):
    assert [ask(resting), ask(resting)] == [HEARD, HEARD]
    assert moody.asked == 2


def test_a_dead_assistant_is_asked_once_in_a_while(resting, moody, clock):
    moody.is_down = True
    for _ in range(5):
        fail(resting)
    assert moody.asked == 1
    clock.moment += REST
    fail(resting)
    fail(resting)
    assert moody.asked == 2


def test_when_it_is_back_everybody_is_served_again(resting, moody, clock):
    moody.is_down = True
    fail(resting)
    moody.is_down = False
    fail(resting)
    clock.moment += REST
    assert ask(resting) == HEARD
    assert ask(resting) == HEARD
