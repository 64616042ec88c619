"""What the assistant did not understand is collected without a person in it."""

from __future__ import annotations

import pytest

from courier.domain.learning import says_misheard
from tests.factories.learning import CLEAR, UNCLEAR, rows


def test_what_was_not_understood_is_collected_and_counted(core, county, talk):
    talk.say(UNCLEAR)
    talk.say(UNCLEAR + "？？")
    assert rows(core) == [("unsure", UNCLEAR, "card", 2)]


def test_what_was_understood_is_not_collected(core, talk):
    talk.say(CLEAR)
    assert rows(core) == []


def test_a_phrase_keeps_no_person_no_conversation_and_no_moment(core, talk):
    talk.say("我叫张大海电话13812345678那个咋弄")
    ((said,),) = rows(core, "said")
    assert "13812345678" not in said
    assert "张大海" not in said
    with core.begin() as work:
        kept = work.run("select * from learning_phrases").mappings().one()
        number = str(talk.id)
    assert number not in str(dict(kept))
    assert kept["phrase_id"].version == 4  # a number of version 7 would tell the moment
    assert kept["first_on"].isoformat() == "2026-11-22"


def test_the_choice_after_an_offer_tells_what_was_meant(core, talk):
    talk.say(UNCLEAR)
    talk.say("topic:e_voucher")
    assert rows(core, "sign, said, heard_as, chosen") == [("unsure", UNCLEAR, "card", "e_voucher")]


@pytest.mark.parametrize("complaint", ["不是这个", "不对", "你没懂", "答非所问", "不是，我问别的"])
def test_an_answer_that_is_contradicted_is_collected(core, talk, complaint):
    talk.say(CLEAR)
    talk.say(complaint)
    assert rows(core) == [("corrected", CLEAR, "reimburse_rate", 1)]


def test_another_topic_that_was_thought_of_corrects_the_answer(core, talk):
    talk.say(CLEAR)
    talk.say("topic:serious_illness")
    assert rows(core, "sign, said, chosen") == [("corrected", CLEAR, "serious_illness")]


def test_a_next_step_that_the_answer_offered_corrects_nothing(core, talk):
    talk.say(CLEAR)
    talk.say("topic:reimburse_process")
    assert rows(core) == []


@pytest.mark.parametrize("wish", ["找个人跟我说", "topic:human_handoff"])
def test_asking_for_a_person_right_after_an_answer_is_collected(core, talk, wish):
    talk.say(CLEAR)
    talk.say(wish)
    assert rows(core) == [("person", CLEAR, "reimburse_rate", 1)]


def test_answers_to_our_own_questions_teach_nothing(core, talk):
    talk.say("topic:courier_request")
    talk.say("不对")
    talk.say("村东头第三家红门")
    assert rows(core) == []


def test_a_button_teaches_nothing_of_itself(core, talk):
    talk.say("topic:reimburse_rate")
    talk.say("不是这个")
    assert rows(core) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("不是这个意思", True),
        ("你根本没听懂", True),
        ("That's wrong", True),
        ("不是本地人能交吗", False),
        ("不对外地人报销吧我想问问看", False),
        ("我爸不是低保", False),
    ],
)
def test_a_complaint_is_told_from_a_question(said, meant):
    assert says_misheard(said) is meant
