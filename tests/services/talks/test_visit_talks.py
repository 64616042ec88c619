"""Asking for a visit in the conversation, step by step, with changes of mind."""

from __future__ import annotations

import pytest

from courier.ports import FieldKind
from courier.services import visits
from tests.factories.talks import PHONE, Talk, kept


def ask_for_visit(talk):
    assert "哪个村" in talk.say("topic:courier_request")
    assert "找谁" in talk.say("桃花村")
    assert "手机号" in talk.say("钱大爷")
    assert "哪个位置" in talk.say(PHONE)
    assert "哪天" in talk.say("大槐树下")
    said = talk.say("明天")
    assert "桃花村" in said
    assert "1234" in said
    return talk.say("yes")


def test_a_visit_is_asked_for_step_by_step_and_followed_later(talk, core):
    said = ask_for_visit(talk)
    assert "约好了" in said
    number = talk.hrefs[0].removeprefix("/v/")
    track = visits.follow_visit(core, visit_no=number)
    assert track.village_name == "桃花村"
    assert track.wanted_on.isoformat() == "2026-11-23"
    assert "还在等快递员接单" in talk.say("topic:courier_track")
    assert "还在等快递员接单" in Talk(core).say(f"我的单号 {number} 到哪了")


def test_name_and_telephone_of_a_visit_are_not_kept_in_the_conversation(talk, core):
    ask_for_visit(talk)
    for secret in ("钱大爷", PHONE, PHONE[:7], "大槐树"):
        assert secret not in kept(core)
    with core.begin() as work:
        assert work.scalar("select contact_name from visits") == "钱大爷"
        assert work.scalar("select place from visits") == "大槐树下"


def test_a_question_in_between_is_answered_and_the_step_asked_again(talk):
    talk.say("topic:courier_request")
    talk.say("桃花村")
    said = talk.say("今年要交多少钱？")
    assert "400元" in said
    assert "找谁" in talk.last[-1].text
    assert "手机号" in talk.say("张大妈")


@pytest.mark.parametrize("word", ["算了", "不约了", "cancel"])
@pytest.mark.parametrize("steps", [0, 1, 2, 3, 4, 5])
def test_a_visit_can_be_given_up_at_any_step(talk, core, steps, word):
    talk.say("topic:courier_request")
    for text in ["桃花村", "钱大爷", PHONE, "no_house", "哪天都行"][:steps]:
        talk.say(text)
    assert "不约了" in talk.say(word)
    with core.begin() as work:
        assert work.scalar("select count(*) from visits") == 0
    assert "400元" in talk.say("今年交多少钱")


@pytest.mark.parametrize("word", ["不对", "改", "写错了"])
def test_who_says_that_something_is_wrong_is_asked_what(talk, word):
    talk.all("topic:courier_request", "桃花村", "钱大爷", PHONE, "no_house", "哪天都行")
    assert "哪里不对" in talk.say(word)
    assert "找谁" in talk.say("改名字")
    assert "李*" in talk.say("李大爷")


def test_a_wrong_telephone_number_is_asked_for_kindly_again(talk):
    talk.say("topic:courier_request")
    talk.say("柳树村")
    talk.say("李爷爷")
    assert "您写的是7位数" in talk.say("1390000")
    assert "哪个位置" in talk.say("139-0000 1234")


def test_an_impossible_day_is_refused_and_asked_again(talk):
    talk.say("topic:courier_request")
    for text in ["桃花村", "钱大爷", PHONE, "no_house"]:
        talk.say(text)
    assert "过去" in talk.say("2020年1月1日")
    assert "对不对" in talk.say("后天")


def test_an_unknown_village_shows_those_that_are_there(talk):
    talk.say("topic:courier_request")
    assert "没找到" in talk.say("火星村")
    assert any("桃花村" in send for send in talk.sends)


def test_what_the_first_message_tells_is_not_asked_again(talk):
    said = talk.say("我想请快递员上门，桃花村，电话13900001234")
    assert "找谁" in said
    assert "哪个位置" in talk.say("张大妈")
    assert "哪天" in talk.say("村东头红铁门")


def test_calling_a_visit_off_leads_to_the_visit_and_not_to_a_new_one(talk, core):
    ask_for_visit(talk)
    assert "要取消桃花村的上门单" in talk.say("我想取消上门")
    with core.begin() as work:
        assert work.scalar("select count(*) from visits") == 1


FAR_AWAY = "13800138000"


def second_phone(core):
    """The sealed number opened again, None where nobody was named."""
    with core.begin() as work:
        kept_phone = work.scalar("select asker_phone from visits")
    return core.sealer.open(FieldKind.PHONE, bytes(kept_phone)) if kept_phone else None


def test_somebody_far_away_is_named_before_the_visit_is_written_down(talk, core):
    said = talk.all("topic:courier_request", "桃花村", "钱大爷", PHONE, "no_house", "明天")
    assert "也告诉家人" in talk.last[-1].text
    assert "手机号" in talk.say("tell_also")
    assert "您写的是7位数" in talk.say("1380013")
    said = talk.say(FAR_AWAY)
    assert "末尾是8000" in said
    assert "末尾是1234" in said
    assert "约好了" in talk.say("yes")
    assert second_phone(core) == FAR_AWAY
    assert FAR_AWAY not in kept(core)


@pytest.mark.parametrize("word", ["unsaid", "先不说", "没有手机", "不用了"])
def test_nobody_far_away_need_be_named(talk, core, word):
    talk.all("topic:courier_request", "桃花村", "钱大爷", PHONE, "no_house", "明天", "tell_also")
    assert "对不对" in talk.say(word)
    assert "约好了" in talk.say("yes")
    assert second_phone(core) is None
