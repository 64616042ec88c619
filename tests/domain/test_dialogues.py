"""What a conversation remembers, and how short answers are read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from courier.domain.categories import Category
from courier.domain.dialogue_words import (
    asks_who_answers,
    is_follow_up,
    is_question,
    says_no,
    says_yes,
    wants_cancel,
    wants_other_place,
)
from courier.domain.dialogues import MOST_VISITS, Memory, Step, VisitDraft, memory_of
from courier.domain.families import Family, Who
from courier.domain.topics import Topic
from courier.domain.understanding.facts import facts_in
from courier.domain.understanding.relations import Relation

TODAY = dt.date(2026, 11, 22)


def test_a_memory_survives_being_kept_as_json():
    memory = Memory(
        county_id=990101,
        village_code="990101101001",
        year=2027,
        who=Who(Relation.MOTHER, 68, (Category.LOW_INCOME,), 2),
        family=Family((Who(Relation.FATHER, 82), Who(Relation.CHILD, people=2)), together=True),
        topic=Topic.PAY_AMOUNT,
        visits=("V0Y", "V0Z"),
        draft=VisitDraft(village_code="990101101001", village_name="桃花村"),
    )
    assert memory_of(json.loads(json.dumps(memory.as_facts()))) == memory
    assert memory_of({}) == Memory()


def test_somebody_else_begins_anew_and_the_same_person_is_added_to():
    mother = Who().heard(facts_in("我妈68岁", TODAY))
    assert mother.heard(facts_in("吃低保", TODAY)) == Who(
        Relation.MOTHER, 68, (Category.LOW_INCOME,)
    )
    assert mother.heard(facts_in("那我爸呢", TODAY)) == Who(Relation.FATHER)


def test_the_steps_follow_what_is_still_missing():
    draft = VisitDraft()
    assert draft.step is Step.VILLAGE
    draft = VisitDraft(village_code="1", contact="x", phone="y")
    assert draft.step is Step.PLACE
    draft = VisitDraft(village_code="1", contact="x", phone="y", house="")
    assert draft.step is Step.DAY
    told = VisitDraft(village_code="1", contact="x", phone="y", house="", day_told=True)
    assert told.step is Step.CONFIRM


def test_only_the_last_visits_are_remembered():
    memory = Memory()
    for number in "ABCDE":
        memory = memory.with_visit(number)
    assert memory.visits == tuple("CDE")
    assert len(memory.visits) == MOST_VISITS


@pytest.mark.parametrize(
    "text",
    ["算了", "不约了", "算了吧。", "取消", "cancel", "Never mind!", "還是算了", "算了不约了"],
)
def test_giving_up_is_heard(text):
    assert wants_cancel(text)


@pytest.mark.parametrize("text", ["取消了的钱退不退", "算了一下要多少钱", "明天", "我家三口人"])
def test_what_only_looks_like_giving_up_is_not(text):
    assert not wants_cancel(text)


@pytest.mark.parametrize("text", ["对", "好的", "可以", "嗯", "yes", "OK", "是的，", "要得"])
def test_yes_is_heard(text):
    assert says_yes(text.strip("，"))
    assert not says_no(text.strip("，"))


@pytest.mark.parametrize("text", ["不对", "不是", "错了", "no"])
def test_no_is_heard(text):
    assert says_no(text)
    assert not says_yes(text)


def test_another_place_is_heard():
    assert wants_other_place("换个地方")
    assert not wants_other_place("在别的地方看病")


def test_a_question_is_told_from_an_answer():
    assert is_question("要交多少钱")
    assert is_question("How much is it")
    assert not is_question("张大妈")
    assert not is_question("桃花村")


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("那我爸呢", True),
        ("明年呢？", True),
        ("低保户也一样吗", True),
        ("娃也要交吗", True),
        ("要是五保户呢", True),
        ("what about my father", False),
        ("我爸要交多少", False),
        ("那孩子怎么报销呢", False),
        ("那我妈的卡丢了呢", False),
    ],
)
def test_a_follow_up_keeps_the_subject(text, follows):
    assert is_follow_up(text, facts_in(text, TODAY)) is follows


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("你是人还是机器", True),
        ("您是真人吗", True),
        ("你是不是机器人", True),
        ("你到底是ai吧", True),
        ("Are you a real person?", True),
        ("你是快递员吗", False),
        ("您是人社局的吗", False),
        ("我是真人", False),
        ("你们是不是骗子", False),
    ],
)
def test_who_asks_whether_a_person_answers_is_understood(text, is_asked):
    assert asks_who_answers(text) is is_asked
