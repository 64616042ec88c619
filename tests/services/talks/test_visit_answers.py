"""What is no answer to a step of the visit's form: a correction, a person, a day, a question."""

from __future__ import annotations

import pytest

from courier.services import handoff_views
from tests.factories.county import PLUM
from tests.factories.talks import PHONE, Talk, kept

STEPS = ["桃花村", "钱大爷", PHONE, "村头第三家", "明天"]


def begun(talk, steps: int) -> Talk:
    talk.say("topic:courier_request")
    for text in STEPS[:steps]:
        talk.say(text)
    return talk


def the_visit(core):
    with core.begin() as work:
        return work.run("select * from visits").one()


@pytest.mark.parametrize(
    "words", ["不对是李大爷", "不对，找李大爷", "名字写错了，是李大爷", "不是钱大爷，是李大爷"]
)
@pytest.mark.parametrize("steps", [2, 3, 4, 5])
def test_another_name_is_put_right_at_any_later_step(talk, core, steps, words):
    begun(talk, steps).say(words)
    for text in [*STEPS[steps:], "对"]:
        talk.say(text)
    assert the_visit(core).contact_name == "李大爷"
    assert "李大爷" not in kept(core)


@pytest.mark.parametrize(
    ("wrong", "asked", "right"),
    [
        ("电话写错了", "手机号", "13800000009"),
        ("名字不对", "找谁", "李大爷"),
        ("改村子", "哪个村", "李家村"),
        ("位置写错了", "哪个位置", "村尾"),
        ("改日子", "哪天", "后天"),
    ],
)
def test_what_is_said_to_be_wrong_is_asked_for_again(talk, wrong, asked, right):
    assert asked in begun(talk, 5).say(wrong)
    said = talk.say(right)
    assert "对不对" in (said if wrong != "改村子" else talk.say("村头"))


@pytest.mark.parametrize("word", ["人工", "转人工", "我要找人工", "找个人来接", "person"])
@pytest.mark.parametrize("steps", range(6))
def test_a_person_is_called_at_any_step(talk, core, county, steps, word):
    assert "医保窗口" in begun(talk, steps).say(word)
    assert len(handoff_views.open_talks(core, actor=county.chief)) == 1


def test_a_day_told_for_a_name_is_noted_and_the_name_asked_for_again(talk, core):
    said = begun(talk, 1).say("后天下午")
    assert "日子记下了：2026年11月24日，下午" in said
    assert "找谁" in said
    assert "对不对" in talk.all("钱大爷", PHONE, "村头第三家")
    talk.say("对")
    assert (the_visit(core).wanted_on.isoformat(), the_visit(core).wanted_part) == (
        "2026-11-24",
        "afternoon",
    )


def test_a_number_told_for_a_name_or_a_village_is_noted(talk, core):
    assert "电话记下了" in begun(talk, 0).say(PHONE)
    assert "找谁" in talk.say("桃花村")
    assert "哪个位置" in talk.say("钱大爷")


@pytest.mark.parametrize(
    "words", ["桃花村", "村头第三家", "我自己", "好的", "不知道", "随便", "在吗"]
)
def test_what_is_no_name_is_not_taken_for_one(talk, words):
    assert "张大妈" in begun(talk, 1).say(words)


@pytest.mark.parametrize("words", ["今天", "明天下午", "好的", "李大爷", "你好", "13800000009"])
def test_what_is_no_house_is_not_taken_for_one(talk, core, words):
    begun(talk, 3).say(words)
    assert "哪个位置" in talk.last[-1].text or "位置我没看懂" in talk.last[-1].text
    assert "哪天" in talk.say("村头第三家") or "对不对" in talk.last[-1].text


def test_ones_own_people_are_asked_for_by_name(talk):
    assert "快递员不认识" in begun(talk, 1).say("我妈")
    assert "手机号" in talk.say("李桂英")


def test_without_a_mobile_another_number_will_do(talk):
    assert "座机" in begun(talk, 2).say("没有手机")
    assert "哪个位置" in talk.say("0990-1234567")


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_what_is_wrong_is_asked_at_any_step(talk, steps):
    assert "哪里不对" in begun(talk, steps).say("不对")
    assert len(talk.sends) == steps + 1
    assert "哪个村" in talk.say("改村子")


def test_a_wrong_thing_may_be_named_alone(talk):
    begun(talk, 5).say("不对")
    assert "手机号" in talk.say("电话")


@pytest.mark.parametrize("words", ["不知道门牌", "没有门牌号", "说不清", "地址忘了"])
def test_a_house_that_is_not_known_is_left_to_the_telephone(talk, words):
    assert "哪天" in begun(talk, 3).say(words)
    assert "打电话问" in talk.say("明天")


def test_several_things_told_at_once_are_all_noted(talk, core):
    begun(talk, 1)
    assert "哪天" in talk.say("李大爷，电话是139 0000 1234，住村头第三家")
    talk.all("明天", "对")
    assert (the_visit(core).contact_name, the_visit(core).place) == ("李大爷", "村头第三家")
    assert "李大爷" not in kept(core)


def test_a_village_may_come_with_everything_else(talk, core):
    said = begun(talk, 0).say(f"桃花村，找李大爷，{PHONE}，村头第三家，后天下午")
    assert "对不对" in said
    talk.say("对")
    assert (the_visit(core).contact_name, the_visit(core).wanted_part) == ("李大爷", "afternoon")
    assert "李大爷" not in kept(core)


@pytest.mark.parametrize("words", ["不用来了", "不约了", "我要取消"])
@pytest.mark.parametrize("steps", [1, 3, 5])
def test_it_is_given_up_in_many_words(talk, steps, words):
    assert "不约了" in begun(talk, steps).say(words)


@pytest.mark.parametrize("steps", range(5))
def test_a_question_gets_its_answer_at_any_step(talk, steps):
    assert "400元" in begun(talk, steps).say("今年要交多少钱？")
    assert len(talk.last) > 1


@pytest.mark.parametrize(
    "number", ["139 0000 1234", "139-0000-1234", "１３９００００１２３４", "幺三九零零零零一二三四"]
)
def test_a_number_is_understood_however_it_is_written(talk, number):
    assert "哪个位置" in begun(talk, 2).say(number)


@pytest.mark.parametrize(("number", "count"), [("1390000", 7), ("139000012345", 12)])
def test_the_digits_of_a_wrong_number_are_told(talk, number, count):
    said = begun(talk, 2).say(number)
    assert f"{count}位数" in said
    assert "不用发给我" not in said
    assert "哪个位置" in talk.say(PHONE)


def test_nobody_hears_that_numbers_are_not_needed_while_one_is_asked_for(talk):
    said = talk.say(f"我想请快递员上门，桃花村，电话{PHONE}")
    assert "不用发给我" not in said
    said = talk.say("110101196801011237")
    assert "手机号" not in said


def test_the_confirmation_repeats_house_day_and_part_of_the_day(talk, core):
    begun(talk, 4)
    said = talk.say("后天上午")
    assert "村头第三家" in said
    assert "11月24日，上午" in said
    assert "11月24日，晚上" in talk.say("改到晚上")
    assert "村尾红门" in talk.say("不对，在村尾红门")
    assert "11月24日，晚上" in talk.say("对")
    visit = the_visit(core)
    assert (visit.place, visit.wanted_part) == ("村尾红门", "evening")


def test_the_house_is_shown_again_but_kept_sealed(talk, core):
    begun(talk, 5)
    shown = talk.history()[-1]
    assert "村头第三家" in shown
    assert "村头第三家" not in kept(core)


def test_the_courier_reads_whose_house_it_is_next_to(talk, core):
    begun(talk, 3)
    talk.all("隔壁王建国家，电话13800000009", "明天", "对")
    assert the_visit(core).place == "隔壁王建国家,电话〔手机号〕"
    assert "王建国" not in kept(core)


def test_a_village_that_only_sounds_alike_is_offered(talk, core):
    said = begun(talk, 0).say("柳树沟")
    assert "没找到" in said
    assert "西山镇柳树村" in talk.sends
    assert "找谁" in talk.say("柳树村")


@pytest.mark.parametrize("typed", ["对，就这样", "1", "确认", "第一个"])
def test_a_button_may_be_typed(talk, core, typed):
    begun(talk, 5).say(typed)
    assert the_visit(core).status == "requested"


def test_a_buttons_number_chooses_a_village(talk, core):
    begun(talk, 0).say("火星村")
    titles = talk.sends
    assert "找谁" in talk.say(str(titles.index("东河镇李家村") + 1))
    for text in [*STEPS[1:], "对"]:
        talk.say(text)
    assert the_visit(core).village_code == PLUM


def test_a_fraud_at_the_door_goes_before_the_form(talk):
    assert "先别给钱" in begun(talk, 1).say("现在门口有人收钱")
