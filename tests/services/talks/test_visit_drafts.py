"""Asking for a visit and changing one's mind on the way."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.ports import FieldKind
from tests.factories.county import PLUM
from tests.factories.talks import Talk
from tests.factories.visits import TODAY


@pytest.fixture
def talk(core, county):
    talk = Talk(core)
    for text in ("topic:courier_request", "桃花村", "张大妈", "13912345678", "村口", "明天"):
        said = talk.say(text)
    assert "对不对" in said
    return talk


def the_visit(core):
    with core.begin() as work:
        return work.run("select * from visits").one()


def test_another_day_at_the_last_question(core, talk):
    assert "11月24日" in talk.say("改到后天吧")
    talk.say("对")
    assert the_visit(core).wanted_on == TODAY + dt.timedelta(days=2)


def test_another_village_at_the_last_question_asks_for_the_house_anew(core, talk):
    assert "哪个位置" in talk.say("不对，是李家村")
    assert "李家村" in talk.say("村东头第三家")
    talk.say("对")
    assert (the_visit(core).village_code, the_visit(core).place) == (PLUM, "村东头第三家")


def test_another_number_at_the_last_question_is_sealed_like_the_first(core, talk):
    assert "末尾是0009" in talk.say("电话写错了，是13800000009")
    talk.say("对")
    phone = bytes(the_visit(core).contact_phone)
    assert core.sealer.open(FieldKind.PHONE, phone) == "13800000009"
    with core.begin() as work:
        kept = "".join(work.run("select masked_text from chat_messages").scalars())
    assert "13800000009" not in kept


def test_a_day_that_is_over_is_refused_and_the_visit_still_waits_for_its_yes(core, talk):
    assert "太远" in talk.say("改到2029年1月1日")
    assert "约好了" in talk.say("对")
    assert the_visit(core).wanted_on == TODAY + dt.timedelta(days=1)


def test_putting_the_village_right_before_the_last_question(core, county):
    talk = Talk(core)
    for text in ("topic:courier_request", "桃花村", "张大妈"):
        talk.say(text)
    assert "手机号" in talk.say("不对，换到李家村")
    for text in ("13912345678", "村口", "明天", "对"):
        talk.say(text)
    assert the_visit(core).village_code == PLUM


def test_where_the_house_stands_may_name_the_village_without_changing_it(core, county):
    talk = Talk(core)
    for text in ("topic:courier_request", "桃花村", "张大妈", "13912345678"):
        talk.say(text)
    assert "哪天" in talk.say("从李家村过桥第一家")
    for text in ("明天", "对"):
        talk.say(text)
    assert the_visit(core).place == "从李家村过桥第一家"
