"""A visit that was just booked is changed, followed or called off without its number."""

from __future__ import annotations

import pytest

from courier.ports import FieldKind
from courier.services import rounds
from tests.factories.county import PLUM
from tests.factories.talks import PHONE, Talk, kept
from tests.factories.visits import ask


@pytest.fixture
def talk(core, county):
    talk = Talk(core)
    said = talk.all("topic:courier_request", "桃花村", "钱大爷", PHONE, "村口", "明天上午", "对")
    assert "约好了" in said
    assert "11月23日，上午" in said
    return talk


def the_visit(core):
    with core.begin() as work:
        return work.run("select * from visits order by created_at desc").first()


@pytest.mark.parametrize("words", ["取消", "不用来了", "不约了", "我要取消", "别来了"])
def test_it_is_called_off_after_a_yes(talk, core, words):
    assert "要取消桃花村的上门单" in talk.say(words)
    assert the_visit(core).status == "requested"
    assert "取消好了" in talk.say("对")
    assert the_visit(core).status == "cancelled"
    assert "要取消" not in talk.say("取消")


def test_another_number(talk, core):
    assert "手机号" in talk.say("电话写错了")
    assert "末尾是0009" in talk.say("138 0000 0009")
    assert core.sealer.open(FieldKind.PHONE, bytes(the_visit(core).contact_phone)) == "13800000009"
    assert "末尾是0008" in talk.say("电话不对，是13800000008")
    assert "13800000008" not in kept(core)


def test_another_name(talk, core):
    assert "名字" in talk.say("名字写错了")
    assert "没看懂" in talk.say("明天")
    assert "改好了" in talk.say("李大爷")
    assert the_visit(core).contact_name == "李大爷"
    assert "改好了" in talk.say("名字写错了，是王婶")
    assert the_visit(core).contact_name == "王婶"
    assert "王婶" not in kept(core)


@pytest.mark.parametrize(
    ("words", "day", "part"),
    [
        ("改到后天下午", "2026-11-24", "afternoon"),
        ("能改到后天吗", "2026-11-24", None),
        ("改到晚上吧", "2026-11-23", "evening"),
        ("换到25号早上", "2026-11-25", "morning"),
    ],
)
def test_another_day_or_part_of_it(talk, core, words, day, part):
    assert "改好了" in talk.say(words)
    visit = the_visit(core)
    assert (visit.wanted_on.isoformat(), visit.wanted_part) == (day, part)


def test_another_house(talk, core):
    assert "改好了" in talk.say("位置写错了，在村尾红门")
    assert the_visit(core).place == "村尾红门"
    talk.say("位置写错了")
    assert "位置我没看懂" in talk.say("好的")
    assert "改好了" in talk.say("小卖部旁边")


@pytest.mark.parametrize("words", ["到哪了", "怎么还没来", "快递员来了没", "什么时候来"])
def test_it_is_followed(talk, words):
    said = talk.say(words)
    assert "还在等快递员接单" in said
    assert "11月23日，上午" in said


def test_the_courier_sees_the_wish(talk, core, county):
    (offered,) = rounds.offered_visits(core, county.courier)
    assert offered.wanted_part == "morning"


def test_a_visit_in_another_village_is_still_ones_own(talk, core):
    assert "重新开一张单" in talk.say("村子写错了，是李家村")
    talk.say("对")
    assert the_visit(core).village_code == PLUM
    assert "改好了" in talk.say("名字写错了，是王婶")


def test_whoever_only_knows_the_number_changes_neither_name_nor_telephone(core, county):
    visit, stranger = ask(core), Talk(core)
    stranger.say(visit.visit_no)
    said = stranger.say(f"{visit.visit_no} 电话写错了")
    assert "不是在这里约的" in said
    assert core.sealer.open(FieldKind.PHONE, bytes(the_visit(core).contact_phone)) != PHONE


def test_other_questions_are_not_taken_for_changes(talk):
    assert "400元" in talk.say("今年交多少钱")
    assert "要取消" not in talk.say("谢谢")
    assert "名字应该" not in talk.say("医保卡上的名字写错了怎么办")
