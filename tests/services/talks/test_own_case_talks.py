"""The asker's own bill, gap or second payment, worked out by the pack's rules."""

from __future__ import annotations

import pytest

from courier.domain.topics import Topic
from courier.services.answers import answer
from tests.factories.answers import SHELF, question, words_of

DEMO = SHELF.get("demo-2027")


def told(topic, said, pack=DEMO):
    return words_of(answer(question(topic, pack, said=said)))


@pytest.mark.parametrize(
    "text",
    [
        "县医院花了2万报多少自己掏多少",
        "在县医院住院花了两万块能报多少",
        "县人民医院住院费20000元报多少",
    ],
)
def test_a_bill_at_a_hospital_is_worked_out_and_is_no_premium(talk, text):
    said = talk.say(text)
    assert "先付500元，剩下的19500元报70%。报回13650元，自己要付6350元" in said
    assert "按全都能报算" in said
    assert "要交400元" not in said
    assert "10000元" not in said


@pytest.mark.parametrize("text", ["花了5000能报多少", "住院花了五千块能报多少钱"])
def test_a_bill_without_a_hospital_is_told_for_each(talk, text):
    said = talk.say(text)
    assert "5000元的住院费，如果全都能报，报回2400元到4080元" in said
    assert "县级医院住院：报回3150元，自己付1850元" in said


def test_a_small_bill_a_large_one_and_one_without_a_first_part():
    assert "500元以内自己付，这笔钱报不了" in told(Topic.REIMBURSE_RATE, "县医院花了400能报多少")
    assert "最多报150000元，自己付350000元" in told(
        Topic.REIMBURSE_RATE, "县医院住院花了50万能报多少"
    )
    assert "报50%。报回100元，自己付100元" in told(Topic.OUTPATIENT, "门诊花了200能报多少")
    assert "最多报300元，自己付700元" in told(Topic.OUTPATIENT, "门诊花了1000能报多少")


def test_what_is_too_little_for_a_stay_is_worked_out_as_a_visit():
    said = told(Topic.REIMBURSE_RATE, "镇上卫生院看病花了150块 报不报")
    assert said.startswith("乡镇、社区医院普通门诊：从头就能报，报50%。报回75元")


def test_who_did_not_tell_the_years_is_asked_for_them():
    assert "告诉我断了几年" in told(Topic.INTERRUPTION_WAITING, "断了还能补吗")
    assert "告诉我断了几年" not in told(Topic.INTERRUPTION_WAITING, "断了2年")
    assert "断了3年，要等6个月" in told(Topic.PAY_AMOUNT, "我妈断了3年，现在交多少")


def test_a_bill_that_the_table_does_not_do_is_said_to_be_open():
    said = told(Topic.REIMBURSE_RATE, "县医院花了2万能报多少", SHELF.get("yishui-2015"))
    assert said.startswith("20000元能报回多少，现在算不准")
    assert "报65%" in said
    assert "算不准" in told(Topic.REIMBURSE_RATE, "花了5000能报多少", SHELF.get("taian-2026"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("断了3年等多久", ("断了3年，要等6个月", "3年都补上，等3个月")),
        ("断缴四年了补交要等几个月", ("断了4年，要等7个月", "4年都补上，等6个月")),
        ("三年没交医保，现在交了多久能报销", ("断了3年，要等6个月",)),
        ("断了两年今年交了啥时候能用", ("断了2年，要等5个月",)),
        ("去年没交，今年交了什么时候能报销", ("断了1年，要等4个月",)),
    ],
)
def test_the_months_after_a_gap_are_counted(talk, text, words):
    said = talk.say(text)
    assert all(one in said for one in words), said


def test_another_gap_asked_next_is_counted_anew(talk):
    assert "等6个月" in talk.say("断了3年等多久")
    assert "断了1年，要等4个月" in talk.say("那断了1年呢")


def test_a_gap_is_counted_by_the_country_s_rule_where_the_place_has_none():
    for topic in (Topic.INTERRUPTION_WAITING, Topic.EFFECTIVE_DATE):
        said = told(topic, "断了2年什么时候能用", SHELF.get("hebei-2026"))
        assert said.startswith("断了2年，要等5个月")
        assert "全国的" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("儿子上大学在学校交了家里还要交不", ("在学校交了，家里就不用再交", "交重了的", "可以退")),
        ("娃在学校交过医保了，村里还要再交吗", ("在学校交了，家里就不用再交", "可以退")),
        ("我在厂里有职工医保家里还要交吗", ("有职工医保，就不用再交", "参加了职工医保的")),
        ("单位给我交了职工医保，农村的还用交吗", ("有职工医保，就不用再交", "可以退")),
    ],
)
def test_once_is_enough_and_a_second_payment_comes_back(talk, text, words):
    said = talk.say(text)
    assert all(one in said for one in words), said
    assert "要交400元" not in said


def test_a_student_who_only_asks_the_price_is_told_the_price():
    assert "400元" in told(Topic.STUDENT, "大学生交多少")


@pytest.mark.parametrize("said", ["我给我妈交了两遍", "我妈的钱交重了咋弄", "一个人扣了两次"])
def test_who_paid_twice_hears_how_it_comes_back(talk, said):
    assert "退" in talk.say(said)
    assert talk.last[0].topic in {"duplicate_enrolment", "refund", "pay_failure"}


@pytest.mark.parametrize("also", ["在省城医院呢", "要是在县医院呢", "那要是去市里医院呢"])
def test_another_hospital_stays_with_the_subject(talk, also):
    talk.say("住院能报多少")
    assert "报" in talk.say(also)
    assert talk.last[0].topic == "reimburse_rate"


def test_a_great_bill_is_told_of_the_second_insurance(talk):
    told = talk.say("三级医院住院花了80万能报多少")
    assert "15000元" in told
    assert "大病保险" in told
    assert "大病保险" not in talk.say("县医院住院花了8000能报多少")
