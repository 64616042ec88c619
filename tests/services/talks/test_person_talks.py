"""A person, please: the queue, silence while a person answers, and back to the assistant."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.services import handoff_views, handoff_work
from tests.factories.county import EAST, PEACH, id_number
from tests.factories.talks import PHONE, Talk, add_county, kept, trail


@pytest.fixture
def office_is_open(clock):
    clock.moment = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)  # Monday, ten in China


def queue(core, actor):
    return handoff_views.open_talks(core, actor=actor)


def taken(core, county, talk):
    """The talk is taken by the county's admin; its id."""
    talk.say("转人工")
    (line,) = queue(core, county.chief)
    handoff_work.take_talk(core, actor=county.chief, handoff_id=line.handoff_id)
    return line.handoff_id


@pytest.mark.parametrize(
    "text", ["人工", "转人工", "我想跟真人说话", "topic:human_handoff", "找个人来接"]
)
def test_a_person_is_asked_for_and_the_talk_waits_in_the_queue(
    core, county, talk, text, office_is_open
):
    assert "转给演示县医保窗口的人了" in talk.say(text)
    assert talk.hrefs == ["tel:0990-1234567"]
    (line,) = queue(core, county.chief)
    assert line.status == "waiting"
    assert queue(core, county.clerk) == [], "the county's queue, as no village is known"


def test_the_village_leads_to_the_townships_queue(core, county, talk, office_is_open):
    talk.all("topic:courier_request", "桃花村", "算了")
    assert "东河镇" in talk.say("转人工")
    (line,) = queue(core, county.clerk)
    assert line.place == "东河镇 桃花村"
    with core.begin() as work:
        assert work.scalar("select region_code from handoffs") == PEACH
    assert county.clerk.region_code == EAST


def test_who_comes_later_hears_how_many_are_before_her(core, county, office_is_open):
    Talk(core).say("转人工")
    assert "前面还有1位" in Talk(core).say("转人工")


def test_asking_again_keeps_the_place_in_the_queue(core, county, talk):
    talk.all("转人工", "转人工", "人工")
    assert len(queue(core, county.chief)) == 1


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC), "11月23日 08:30"),  # Sunday morning
        (dt.datetime(2026, 11, 23, 0, 0, tzinfo=dt.UTC), "11月23日 08:30"),  # Monday, eight
        (dt.datetime(2026, 11, 27, 9, 30, tzinfo=dt.UTC), "11月30日 08:30"),  # Friday, half past 5
    ],
)
def test_out_of_hours_it_is_said_when_somebody_answers(core, county, talk, clock, moment, opens):
    clock.moment = moment
    said = talk.say("转人工")
    assert "下班" in said
    assert opens in said
    assert talk.hrefs == ["tel:0990-1234567"]


def test_the_place_is_asked_for_where_several_counties_are_served(core, county, office_is_open):
    add_county(core)
    talk = Talk(core)
    assert "哪个县" in talk.say("转人工")
    assert queue(core, county.chief) == []
    assert "医保窗口" in talk.say("演示县")
    assert len(queue(core, county.chief)) == 1


def test_a_village_that_only_sounds_alike_is_offered(core, county):
    add_county(core)
    talk = Talk(core)
    talk.say("转人工")
    assert "是不是下面的" in talk.say("我住柳树沟")
    assert "西山镇柳树村" in talk.sends
    assert "西山镇" in talk.say("1")
    assert len(queue(core, county.chief)) == 1


@pytest.mark.parametrize("words", ["不知道", "先不说", "说不清"])
def test_who_cannot_tell_the_place_hears_whom_to_call(core, county, words):
    add_county(core)
    talk = Talk(core)
    talk.say("转人工")
    assert "12393" in talk.say(words)


@pytest.mark.parametrize("typed", ["结束，回到小助手", "结束", "不聊了"])
def test_the_end_of_a_talk_may_be_typed(core, county, talk, typed):
    talk.say("转人工")
    assert "接着帮您" in talk.say(typed)


def test_a_question_in_between_is_answered_and_the_place_asked_again(core, county):
    add_county(core)
    talk = Talk(core)
    talk.say("转人工")
    talk.say("怎么报销要带什么")
    assert "哪个县" in talk.last[-1].text
    assert "接着帮您" in talk.say("算了")
    assert queue(core, county.chief) == []


def test_while_it_waits_the_assistant_goes_on_answering(talk):
    talk.say("转人工")
    assert "400元" in talk.say("今年交多少钱")


def test_a_person_answers_in_the_same_conversation(core, county, talk):
    handoff_id = taken(core, county, talk)
    assert talk.heard_from_office() == ["您好，我是工作人员审核员，我来帮您。"]
    assert "工作人员" in talk.say("我交了两次钱")
    assert talk.last[0].note
    assert talk.say("能退吗") == "", "one note, then silence"
    handoff_work.answer_talk(
        core, actor=county.chief, handoff_id=handoff_id, words="能退，电话0990-1234567"
    )
    assert talk.heard_from_office()[-1] == "能退，电话0990-1234567"
    view = handoff_views.talk_view(core, actor=county.chief, handoff_id=handoff_id)
    assert [line.text for line in view.transcript][-3:] == [
        "您写的，工作人员看得到，等他回您就行。想回到小助手，写“结束”。",
        "能退吗",
        "能退，电话0990-1234567",
    ]


def test_what_she_writes_to_a_person_is_masked_too(core, county, talk):
    taken(core, county, talk)
    number = id_number(123)
    talk.all(f"我身份证{number}，电话{PHONE}", "YB1-0Y6W-ABCDEFGHJK-12345678", "👍")
    assert number not in kept(core)
    assert PHONE not in kept(core)
    assert "👍" in kept(core)


@pytest.mark.parametrize("word", ["结束", "不聊了", "end_talk", "bye"])
def test_she_may_end_it_and_the_assistant_answers_again(core, county, talk, word):
    handoff_id = taken(core, county, talk)
    talk.say("你好")
    assert "接着帮您" in talk.say(word)
    assert "400元" in talk.say("今年交多少钱")
    view = handoff_views.talk_view(core, actor=county.chief, handoff_id=handoff_id)
    assert view.line.status == "ended"
    assert not view.may_answer


def test_the_office_may_end_it_and_the_assistant_answers_again(core, county, talk):
    handoff_id = taken(core, county, talk)
    handoff_work.end_talk(core, actor=county.chief, handoff_id=handoff_id)
    assert "小助手接着帮您" in talk.heard_from_office()[-1]
    assert "400元" in talk.say("今年交多少钱")
    assert "结束" not in talk.say("转人工")
    assert len(queue(core, county.chief)) == 1, "she may ask again"


def test_a_visit_under_way_waits_for_the_end_of_the_talk(core, county, talk):
    talk.all("topic:courier_request", "桃花村")
    taken(core, county, talk)
    talk.all("张大妈在家吗", "结束")
    assert "手机号" in talk.say("张大妈")


def test_a_telephone_number_is_wanted_and_a_person_offered(core, county, talk):
    talk.say("有没有电话能问")
    assert queue(core, county.chief) == []


def test_asked_once_out_of_no_conversation_nobody_is_called(core, county):
    from courier.services import conversations
    from courier.texts import Locale

    reply = conversations.ask_once(core, text="转人工", locale=Locale.ZH_HANS)
    assert reply.messages[0].answered
    assert queue(core, county.chief) == []


def test_every_step_is_in_the_trail(core, county, talk):
    handoff_id = taken(core, county, talk)
    handoff_work.answer_talk(core, actor=county.chief, handoff_id=handoff_id, words="您说")
    handoff_work.end_talk(core, actor=county.chief, handoff_id=handoff_id)
    assert trail(core)[-4:] == [
        "villager talk_asked",
        "admin talk_taken",
        "admin talk_answered",
        "admin talk_ended",
    ]


def test_what_the_assistant_cannot_help_with_is_written_down_for_who_comes(talk):
    talk.say("我要找人工")
    assert "记下了" in talk.say("你好有人吗")
    assert "帮不上" not in talk.say("今天天气咋样")
