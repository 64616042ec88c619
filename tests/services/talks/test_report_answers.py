"""What is no answer to a step of the report: a time for a place, a story for a name."""

from __future__ import annotations

import pytest

from courier.ports import FieldKind
from courier.services import handoff_views
from tests.factories.talks import PHONE, Talk, kept

STORY = "有个人说是医保局的，收了我400块，不给收据"
STEPS = [STORY, "李家村口", "昨天下午", f"钱大爷，{PHONE}"]


def begun(talk, steps: int) -> Talk:
    talk.all("我要投诉", *STEPS[:steps])
    return talk


def case(core):
    with core.begin() as work:
        return work.run("select * from cases").one()


@pytest.mark.parametrize("time", ["今天", "昨天下午三点", "上周三", "前几天", "11月20号"])
def test_a_time_told_for_the_place_is_noted_and_the_place_asked_for_again(talk, core, time):
    said = begun(talk, 1).say(time)
    assert "记下了" in said
    assert "在哪里" in said
    assert "称呼" in talk.say("村口")
    assert time in talk.say("unsaid")


def test_a_story_told_for_a_name_is_added_to_the_report(talk, core):
    said = begun(talk, 3).say("他还收了隔壁人家两百块钱没给收据")
    assert "记下了" in said
    assert "称呼" in said
    talk.all("不留", "对")
    assert case(core).what.endswith("他还收了隔壁人家两百块钱没给收据")
    assert case(core).contact is None


def test_more_of_the_story_told_for_the_place_is_added(talk, core):
    assert "在哪里" in begun(talk, 1).say("态度很不好，还骂人")
    talk.all("李家村口", "昨天", "不留", "对")
    assert case(core).what.endswith("态度很不好，还骂人")
    assert case(core).place == "李家村口"


@pytest.mark.parametrize("words", ["明天", "村口那家", "谢谢", "他还骗了我妈"])
def test_what_is_no_name_is_asked_for_again(talk, words):
    assert "没看懂" in begun(talk, 3).say(words)


@pytest.mark.parametrize("words", ["村口", "学校门口"])
def test_a_place_told_for_the_time_is_asked_for_again(talk, words):
    assert "什么时候" in begun(talk, 2).say(words)


def test_who_does_not_know_what_happened_is_asked_again(talk):
    assert "出了什么事" in begun(talk, 0).say("不知道")


def test_a_village_told_for_the_time_is_asked_for_again(talk):
    assert "什么时候" in begun(talk, 2).say("桃花村")


@pytest.mark.parametrize(
    ("words", "fact", "value"),
    [
        ("地方写错了，是桃花村", "place", "桃花村"),
        ("时间不对，是今天早上", "happened", "今天早上"),
        ("不对，是前天", "happened", "前天"),
        ("不对，是松林村", "place", "松林村"),
        ("经过写错了，是收了我500块不给收据", "what", "收了我500块不给收据"),
    ],
)
def test_what_was_told_is_put_right_at_the_end(talk, core, words, fact, value):
    assert value in begun(talk, 4).say(words)
    talk.say("对")
    assert getattr(case(core), fact) == value


@pytest.mark.parametrize(
    ("wrong", "asked", "right", "steps"),
    [
        ("地方写错了", "在哪里", "桃花村", 2),
        ("地方写错了", "在哪里", "桃花村", 3),
        ("改时间", "什么时候", "今天", 4),
        ("改联系人", "称呼", "王婶", 4),
        ("改经过", "出了什么事", "他收了我五百块不给收据", 4),
    ],
)
def test_what_is_wrong_is_asked_for_again(talk, wrong, asked, right, steps):
    assert asked in begun(talk, steps).say(wrong)
    talk.say(right)
    assert asked not in talk.last[-1].text


def test_another_number_keeps_the_name(talk, core):
    assert "0009" in begun(talk, 4).say("电话写错了，是13800000009")
    assert "王*" in talk.say("名字写错了，是王婶")
    talk.say("对")
    assert core.sealer.open(FieldKind.CONTACT, bytes(case(core).contact)) == "王婶"
    assert core.sealer.open(FieldKind.PHONE, bytes(case(core).phone)) == "13800000009"
    assert "王婶" not in kept(core)


@pytest.mark.parametrize(
    "words", ["举报的事办得咋样了", "上次投诉有结果没", "我报的那个事有消息吗"]
)
def test_news_of_a_case_are_asked_for_in_many_ways(talk, words):
    assert "T开头" in talk.say(words)
    begun(talk, 4).say("对")
    assert "还没有人接手" in talk.say(words)
    talk.say("我要投诉")
    assert "还没有人接手" in talk.say(words)
    assert "出了什么事" in talk.last[-1].text


@pytest.mark.parametrize("typed", ["对，报上去", "报上去", "1", "确认"])
def test_the_last_button_may_be_typed(talk, core, typed):
    begun(talk, 4).say(typed)
    assert case(core).status == "open"


def test_the_day_may_be_chosen_by_number(talk, core):
    begun(talk, 2).say("2")
    talk.all("不留", "对")
    assert case(core).happened == "昨天"


@pytest.mark.parametrize("steps", range(5))
def test_a_person_is_called_at_any_step(talk, core, county, steps):
    assert "医保窗口" in begun(talk, steps).say("转人工")
    assert len(handoff_views.open_talks(core, actor=county.chief)) == 1


def test_a_day_is_no_name_and_who_wants_to_stay_nameless_may_say_so_last(talk, core):
    talk.all("我要举报", "有人多收我50块钱", "桃花村", "昨天上午")
    told = talk.say("前天")
    assert "称呼和电话" in told
    summary = talk.say("李大爷")
    assert "时间：前天" in summary
    assert "李" in summary
    assert "李" not in talk.say("匿名")
    assert "报上去了" in talk.say("对")
