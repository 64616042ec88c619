"""Several questions in one message, other scripts, and buttons of dialogues that are over."""

from __future__ import annotations

import pytest

from courier.texts import Locale
from tests.factories.talks import Talk, add_county, kept


def topics(talk) -> list[str]:
    return [bubble.topic for bubble in talk.last if bubble.topic]


def test_each_of_several_questions_is_answered_in_turn(talk):
    said = talk.say("今年医保交多少钱？交费到几号截止？怎么报销要带什么？")
    assert topics(talk) == ["pay_amount", "pay_deadline", "reimburse_process"]
    assert "400元" in said
    assert "请带" in said


def test_only_the_last_answer_keeps_its_buttons_and_a_note_stands_once(talk):
    talk.say("今年医保交多少钱？交费到几号截止？")
    answers = [bubble for bubble in talk.last if bubble.topic]
    assert [bool(bubble.replies) for bubble in answers] == [False, True]
    assert sum(bubble.note for bubble in talk.last) == 1


def test_the_message_is_kept_once(talk, core):
    talk.say("今年医保交多少钱？交费到几号截止？")
    assert kept(core).count("交费到几号截止") == 1


def test_the_place_is_asked_for_once_and_all_questions_are_answered_then(core, county):
    add_county(core)
    talk = Talk(core)
    said = talk.say("今年医保交多少钱？交费到几号截止？")
    assert said.count("哪个县") == 1
    talk.say("演示县")
    assert topics(talk) == ["pay_amount", "pay_deadline"]


def test_questions_in_a_dialogue_are_answered_and_the_step_asked_again(talk):
    talk.all("topic:courier_request", "桃花村")
    said = talk.say("今年医保交多少钱？交费到几号截止？")
    assert "400元" in said
    assert "找谁" in talk.last[-1].text
    assert "手机号" in talk.say("张大妈")


def test_a_wish_among_the_questions_begins_its_dialogue_after_the_answers(talk):
    said = talk.say("今年医保交多少钱？能不能请快递员来我家上门收？")
    assert "400元" in said
    assert "哪个村" in talk.last[-1].text


@pytest.mark.parametrize(
    "text",
    ["ياخشىمۇسىز، سوئال بار", "བཀྲ་ཤིས་བདེ་ལེགས", "Сколько стоит страховка", "保険料はいくらですか"],
)
def test_other_scripts_get_a_calm_word_and_a_number(talk, text):
    said = talk.say(text)
    assert "12393" in said
    assert "I can read Chinese" in said
    assert "400元" in talk.say("今年交多少钱")


def test_other_scripts_are_told_in_english_once(core, county):
    talk = Talk(core, Locale.EN)
    assert talk.say("Сколько стоит страховка").count("12393") == 1


@pytest.mark.parametrize("button", ["yes", "any_day", "report_now", "unsaid", "end_talk"])
def test_a_button_of_a_dialogue_that_is_over_does_no_harm(talk, button):
    assert "已经过去了" in talk.say(button)


@pytest.mark.parametrize("word", ["算了", "cancel", "never_mind", "不用了"])
def test_giving_up_nothing_is_fine(talk, word):
    assert "随时问我" in talk.say(word)
