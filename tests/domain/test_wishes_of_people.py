"""Plain words by which somebody wants a report written down, a person, or news of a case."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.cases import agent_words, clean_report
from courier.domain.errors import BadInput
from courier.domain.office_hours import USUAL, OfficeHours, read_hours
from courier.domain.wishes_of_people import (
    gave_it_away,
    is_happening_now,
    is_threatened,
    story_in,
    wants_case_news,
    wants_person,
    wants_talk_ended,
    wants_to_report,
)
from courier.texts import CHINA


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉",
        "俺要举报村里多收钱",
        "举报快递员乱收费",
        "我想反映个事",
        "I want to report a fraud",
    ],
)
def test_a_wish_to_report_is_heard(text):
    assert wants_to_report(text)


@pytest.mark.parametrize(
    "text",
    [
        "怎么投诉",
        "投诉电话是多少",
        "举报奖金的标准是多少",
        "报销要报告单",
        "吃药有不良反应",
        "投诉热线",
        "我想报销",
    ],
)
def test_a_question_about_reports_is_no_wish_to_report(text):
    assert not wants_to_report(text)


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("我要投诉", ""),
        ("我要投诉：快递员多收了我二十块", "快递员多收了我二十块"),
        ("举报村里有人冒充医保局", "村里有人冒充医保局"),
        ("我要投诉他", ""),
        ("I want to report a fraud", ""),
    ],
)
def test_the_story_in_a_wish_is_kept(text, story):
    assert story_in(text) == story


@pytest.mark.parametrize(
    "text",
    [
        "现在门口有人收钱",
        "刚才有人上门要我的银行卡",
        "有个人正在我家里，让我转账",
        "就在门口催我交钱",
        "来了一个快递员要我交钱，我没有智能手机",
        "我在外地打工，门口有个叫桑杰的人跟我妈收医保费，是真的吗",
    ],
)
def test_what_happens_this_moment_is_heard(text):
    assert is_happening_now(text)


@pytest.mark.parametrize(
    "text",
    [
        "现在可以交钱吗",
        "快递员现在上门要收多少钱",
        "门口有人收钱，怎么看真假",
        "现在在家里怎么用手机交钱",
        "去年有人上门收过钱",
        "上次门口有人跟我妈收钱，是真的吗",
        "快递员来了要我交多少钱",
    ],
)
def test_what_does_not_happen_this_moment_is_not(text):
    assert not is_happening_now(text)


def test_news_of_a_case_a_person_and_the_end_of_a_talk_are_heard():
    assert wants_case_news("我的投诉咋样了")
    assert wants_case_news("俺上次举报的事有结果没有")
    assert not wants_case_news("投诉要多久才有结果")
    assert wants_person("叫个人来说")
    assert not wants_person("我家三口人")
    assert wants_talk_ended("结束吧")
    assert not wants_talk_ended("什么时候结束")


def test_words_of_the_office_may_hold_its_number_but_nobodys_id():
    assert agent_words(" 请打 0990-1234567 \n") == "请打 0990-1234567"
    for words, code in (("", "words_missing"), ("好" * 501, "words_long")):
        with pytest.raises(BadInput, match=code):
            agent_words(words)
    with pytest.raises(BadInput, match="words_personal"):
        agent_words("他的号是11010119800101123X")


def test_a_report_is_masked_and_keeps_its_wide_marks():
    assert (
        clean_report("我叫王小二，电话13900001234，被骗了")
        == "我叫〔姓名〕，电话〔手机号〕，被骗了"
    )


@pytest.mark.parametrize(
    ("moment", "is_open", "opens"),
    [
        ("2026-11-23 10:00", True, "2026-11-24 08:30"),
        ("2026-11-23 08:29", False, "2026-11-23 08:30"),
        ("2026-11-23 17:30", False, "2026-11-24 08:30"),
        ("2026-11-27 18:00", False, "2026-11-30 08:30"),
        ("2026-11-28 10:00", False, "2026-11-30 08:30"),
    ],
)
def test_the_usual_hours(moment, is_open, opens):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    assert USUAL.is_open(at) is is_open
    assert f"{USUAL.opens_next(at):%Y-%m-%d %H:%M}" == opens


def test_an_office_that_never_opens_promises_nothing():
    never = OfficeHours(dt.time(9), dt.time(10), ())
    assert never.opens_next(dt.datetime(2026, 11, 23, tzinfo=CHINA)) is None


def test_hours_are_read_from_a_form():
    hours = read_hours(opens=" 9:00", closes="17：30", weekdays=["6", "1", "9", "x"])
    assert hours == OfficeHours(dt.time(9), dt.time(17, 30), (1, 6))


@pytest.mark.parametrize(
    ("text", "is_gone"),
    [
        ("我已经给了他400块了", True),
        ("刚转了他三百", True),
        ("钱给他了", True),
        ("他收走了", True),
        ("转过去了", True),
        ("I gave him 400 yuan", True),
        ("俺已经转给他380了 咋弄", True),
        ("钱给他了怎么办", True),
        ("要不要给他钱", False),
        ("交了400块咋没到账", False),
        ("给了他能退吗", False),
        ("他什么时候来", False),
    ],
)
def test_money_given_to_him_is_heard(text, is_gone):
    assert gave_it_away(text) is is_gone


@pytest.mark.parametrize(
    ("text", "is_threat"),
    [
        ("他说不交就停我低保", True),
        ("说要冻结我的卡", True),
        ("不配合就来抓人", True),
        ("要抓我", True),
        ("不交会咋样", False),
        ("低保停了还交不交", False),
        ("断交了要等多久", False),
    ],
)
def test_threats_of_swindlers_are_heard(text, is_threat):
    assert is_threatened(text) is is_threat
