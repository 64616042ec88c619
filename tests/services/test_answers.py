"""What a villager is told: the answer first, for the right place and year, with the next step."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from courier.domain.policy_figures import Verified
from courier.domain.topics import Topic
from courier.services.answer_questions import Place
from courier.services.answers import PROCEDURES, answer
from courier.services.bubbles import bubble_of
from courier.texts import Locale
from tests.factories.answers import PACKS, PHONE, SHELF, question, words_of

DEMO = SHELF.get("demo-2027")
MOTHER = "俺娘68了吃低保今年交多少"


def told(topic, pack=DEMO, **more):
    return answer(question(topic, pack, **more))


def first_line(topic, pack=DEMO, **more):
    return told(topic, pack, **more).text.split("\n")[0]


def test_the_asker_s_own_case_is_worked_out_in_the_first_line():
    lines = told(Topic.PAY_AMOUNT, said=MOTHER).text.split("\n")
    assert lines[0] == "您妈妈（68岁、低保）：要交160元。"
    assert lines[1] == "这是演示县2027年的，明年用。"
    assert "2027年每人400元。因为是低保" in lines[2]
    assert "快递员上门" in lines[-1]
    assert PHONE in lines[-1]


@pytest.mark.parametrize(
    ("topic", "pack_id", "said", "line"),
    [
        (Topic.PAY_AMOUNT, "demo-2027", "", "一般人：要交400元。"),
        (Topic.PAY_AMOUNT, "demo-2027", "我爸一级残疾", "您爸爸（一级二级残疾）：本人不用交。"),
        (Topic.PAY_AMOUNT, "demo-2027", "低保户交多少", "低保：要交160元。"),
        (
            Topic.PAY_AMOUNT, "taian-2026", MOTHER,
            "您妈妈（68岁、低保）：分档，自己选。第1档不用交、第2档140元。",
        ),
        (Topic.PAY_AMOUNT, "lizhou-2024", MOTHER, "您妈妈（68岁、低保）：要交95元。"),
        (Topic.PAY_AMOUNT, "hebei-2026", MOTHER, "您妈妈（68岁、低保）：最多交160元。"),
        (Topic.PAY_AMOUNT, "liaocheng-2026", "我爸70岁", "您爸爸（70岁）：要交410元。"),
        (Topic.ELDERLY_EXEMPT, "demo-2027", "", "老人：要交400元。"),
        (Topic.ELDERLY_EXEMPT, "demo-2027", MOTHER, "您妈妈（68岁、低保）：要交160元。"),
        (Topic.STUDENT, "yantai-2026", "", "中小学生、大学生：每人200元。"),
        (Topic.STUDENT, "beijing-2026", "", "中小学生、大学生：每人435元。"),
        (Topic.EFFECTIVE_DATE, "demo-2027", "", "2027年1月1日开始管用，管到2027年12月31日。"),
        (Topic.NEWBORN, "demo-2027", "", "新生儿：出生以后90天里可以办。"),
        (Topic.REIMBURSE_RATE, "demo-2027", "", "住院，能报的部分报60%到85%，看去哪家医院。"),
        (Topic.INTERRUPTION_WAITING, "demo-2027", "", "断了再交，要等3个月才能报销。"),
        (Topic.WHY_RISE, "demo-2027", "", "您交400元，政府再补724元，一共1124元。"),
        (
            Topic.DUPLICATE_ENROLMENT, "demo-2027", "",
            "交重了的：2027年1月1日以前可以退，要去申请。",
        ),
        (
            Topic.HOSPITAL_CHOICE, "demo-2027", "",
            "去乡镇、社区医院，报得最多，85%。去市级以上医院，报得最少，60%。",
        ),
    ],
)  # fmt: skip
def test_the_first_line_answers_the_question(topic, pack_id, said, line):
    assert first_line(topic, SHELF.get(pack_id), said=said) == line


def test_four_people_are_counted_together():
    assert "4个人都一样，一共1600元" in told(Topic.PAY_AMOUNT, said="我家四口人要交多少").text


def test_a_stay_in_hospital_is_worked_out_as_an_example():
    words = words_of(told(Topic.REIMBURSE_RATE))
    assert "能报的有10000元：自己先付500元，剩下的9500元报70%，报回6650元" in words


@pytest.mark.parametrize("topic", [t for t in Topic if t not in PROCEDURES])
def test_an_answer_from_a_pack_names_its_document_and_what_nobody_told_is_said(topic):
    for pack in PACKS:
        bubble = told(topic, pack)
        if bubble.answered:
            spoken = SHELF.get(bubble.pack_id)
            assert bubble.source
            assert spoken is pack or spoken.id.startswith("national")
            dates = {one.date for one in spoken.sources.values() if one.place}
            years = {date[:4] if date else "没有日期" for date in dates}
            assert any(year in bubble.text for year in {str(spoken.coverage_year), *years})
        else:
            assert "不敢乱说" in bubble.text
            assert "问" in words_of(bubble).split("\n")[-1]
        assert PHONE in bubble.text
        assert any(link.href == f"tel:{PHONE}" for link in bubble.links)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (dt.date(2026, 11, 22), "演示县2027年的，明年用"),
        (dt.date(2027, 1, 5), "演示县2027年的，今年用"),
        (dt.date(2028, 1, 5), "演示县2027年的，不是今年的"),
    ],
)
def test_the_year_is_said_aloud_as_it_stands_to_today(today, words):
    assert words in told(Topic.PAY_AMOUNT, today=today).text


def test_a_window_is_told_as_it_stands_today():
    assert "现在可以交" in first_line(Topic.PAY_DEADLINE)
    soon = dt.date(2027, 2, 20)
    assert "还剩8天" in first_line(Topic.PAY_DEADLINE, today=soon)
    over = told(Topic.PAY_DEADLINE, today=dt.date(2027, 3, 2)).text
    assert "时间过了" in over
    assert "快递员上门" not in over
    assert "那时候是2020年9月1日到2020年12月31日" in first_line(
        Topic.PAY_DEADLINE, SHELF.get("shouxian-2021")
    )


def test_a_refund_is_told_as_it_stands_today():
    assert "以前，这些情况可以退" in first_line(Topic.REFUND)
    assert "现在一般不退了" in first_line(Topic.REFUND, today=dt.date(2027, 3, 2))


def test_an_unknown_amount_is_said_to_be_unknown():
    said = told(Topic.PAY_AMOUNT, SHELF.get("shouxian-2021"), said="我娘吃低保")
    assert said.answered
    assert "还不知道" in said.text
    silent = told(Topic.PAY_AMOUNT, SHELF.get("lizhou-2024"))
    assert not silent.answered
    assert "不敢乱说" in silent.text
    assert "低保" in silent.text  # who is helped there, as it may be of use
    assert silent.pack_fingerprint == SHELF.get("lizhou-2024").fingerprint


def test_a_window_alone_is_no_answer_to_how_much():
    assert not told(Topic.PAY_AMOUNT, SHELF.get("dalian-2015")).answered


def test_a_county_that_has_not_told_this_year_s_amount_gets_no_other_figure_as_the_answer():
    bubble = told(Topic.PAY_AMOUNT, pack=SHELF.get("national-2027"), place=Place("邻县", PHONE))
    assert not bubble.answered
    assert bubble.text.startswith("这件事，邻县没有告诉我们2027年的，我不敢乱说。")
    assert "也许用得上" in bubble.text
    assert "特困五保" in bubble.text
    assert PHONE in bubble.text


def test_how_far_a_source_was_checked_is_said():
    national = SHELF.get("national-2026")
    assert "对过原文件" in told(Topic.REMOTE_CARE, national).text
    assert "没有核对过" in told(Topic.PAY_FOR_OTHERS, national).text
    assert "演示" in told(Topic.PAY_DEADLINE).text


def test_the_weakest_of_the_documents_of_a_figure_decides_its_mark():
    hebei = SHELF.get("hebei-2026")  # the aid is second-hand, the price unverified
    bubble = told(Topic.PAY_AMOUNT, hebei, said=MOTHER)
    assert "没有核对过" in bubble.text
    assert len(bubble.sources) == 2
    assert {hebei.source(one).verified for one in hebei.sources} == {
        Verified.SECONDHAND,
        Verified.UNVERIFIED,
    }


def test_sources_of_unlike_weight_are_marked_each():
    lines = words_of(told(Topic.CONTINUOUS_INCENTIVE, SHELF.get("national-2026"))).split("\n")
    draft = next(line for line in lines if "听意见的稿子" in line)
    assert "没有实行" in draft
    assert sum("没有实行" in line for line in lines) == 1


def test_where_a_place_is_silent_the_national_rule_speaks_and_is_marked():
    bubble = told(Topic.REMOTE_CARE)
    assert bubble.pack_id == "national-2027"
    assert "演示县没有告诉我们。这是2027年全国的" in bubble.text


def test_another_year_s_national_rule_says_so_and_never_gives_a_yearly_figure():
    lizhou = SHELF.get("lizhou-2024")
    assert "这是2025年全国的。您问的是2024年" in told(Topic.REMOTE_CARE, lizhou).text
    assert "400" not in words_of(told(Topic.WORTH_IT, lizhou))


def test_an_example_from_elsewhere_is_never_the_answer():
    registration = told(Topic.REGISTRATION, SHELF.get("taian-2026"))
    assert not registration.answered
    assert "比如山东省烟台市2025年：一直在交的" in words_of(registration)
    assert "不敢乱说" in registration.text


def test_an_age_on_the_edge_of_two_prices_tells_both():
    said = told(Topic.PAY_AMOUNT, SHELF.get("wencheng-2026"), said="我今年18岁").text
    assert "到2026年1月1日没满18岁：要交530元" in said
    assert "到2026年1月1日满18岁：要交560元" in said


def test_nobody_who_said_who_he_is_is_asked_again():
    assert "告诉我，我再算" in told(Topic.PAY_AMOUNT).text
    assert "告诉我，我再算" not in words_of(told(Topic.PAY_AMOUNT, said=MOTHER))


def test_a_courier_is_offered_only_where_the_asker_lives_and_while_payment_is_open():
    assert "快递员上门" in told(Topic.PAY_AMOUNT).text
    assert "可以请快递员" not in told(Topic.PAY_AMOUNT, place=None).text
    assert "可以请快递员" not in told(Topic.PAY_AMOUNT, today=dt.date(2027, 4, 1)).text


def test_a_number_that_was_told_is_not_told_again():
    assert told(Topic.COMPLAINT, place=None).text.count("0990-0000100") == 1


def test_what_did_not_fit_is_kept_and_shown_again():
    bubble = told(Topic.REIMBURSE_RATE)
    assert bubble.more
    assert bubble_of(bubble.text, bubble.shown).more == bubble.more


@pytest.mark.parametrize("locale", Locale)
def test_every_language_tells_every_figure(locale):
    amount = told(Topic.PAY_AMOUNT, locale=locale, said=MOTHER).text
    assert "160" in amount
    assert "2027" in amount
    assert "{" not in "".join(words_of(told(topic, locale=locale)) for topic in Topic)


def test_a_silent_pack_without_any_telephone_sends_to_the_desk():
    nobody = replace(question(Topic.MATERNITY, DEMO), place=None, pack=None, national=None)
    assert "镇上的医保窗口" in answer(nobody).text
