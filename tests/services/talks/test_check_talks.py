"""A courier checked in the conversation: by card or number, with six digits; then reported."""

from __future__ import annotations

import pytest

from courier.domain import short_codes
from courier.services import check_alarms
from courier.services.cards import own_card
from courier.services.case_views import case_view, list_cases
from courier.services.checks import doors_of
from courier.services.couriers import suspend_courier
from courier.texts import Locale
from tests.factories.county import COUNTY_ID
from tests.factories.courier_phones import DigitsPhone, registered_holder
from tests.factories.talks import Talk


@pytest.fixture
def phone(core, county):
    return DigitsPhone(core, *registered_holder(core, county))


@pytest.fixture
def card(core, phone):
    return own_card(core, actor=phone.holder).card


def ways(core):
    with core.begin() as work:
        return {(row.way, row.reason) for row in work.run("select way, reason from courier_checks")}


def test_a_card_in_a_sentence_is_amber_and_says_what_to_do_next(core, talk, card):
    said = talk.say(f"门口这人是不是真的 {card.card_no}")
    assert said.startswith("要当心")
    assert "赵春梅" in said
    assert "6 个数字" in said
    assert "0990-1234567" in said
    assert ways(core) == {("assistant", "may_be_a_copy")}


def test_a_courier_number_with_the_digits_is_green(core, talk, phone, card):
    said = talk.say(f"快递员{card.courier_no} 号码 {phone.shows()}")
    assert said.startswith("真名片")
    assert "东河镇李家村等2个村" in said
    assert ways(core) == {("assistant", "digits_right")}


def test_the_digits_may_follow_the_card(talk, phone, card):
    assert talk.say(card.card_no).startswith("要当心")
    assert talk.say(f"{card.card_no} {phone.shows()}").startswith("真名片")
    assert "已经有人核对过" in talk.say(f"{card.card_no} {phone.shows()}")
    assert "数字" in talk.say(f"{card.card_no} {phone.never_shows()}")


def test_a_slip_of_the_finger_makes_nobody_false(talk, card):
    wrong = card.card_no[:-1] + ("0" if card.card_no[-1] != "0" else "1")
    heard = talk.say(f"{wrong} 是真的吗")
    assert "卡号不对" in heard
    assert "假的" not in heard


@pytest.mark.parametrize("said", ["快递员987654是真的吗", "工号 987654 号码 111111"])
def test_a_number_that_nobody_has_is_false(talk, phone, said):
    heard = talk.say(said)
    assert heard.startswith("假的")
    assert "不要交钱" in heard


def test_a_stopped_courier_is_not_valid(core, county, talk, phone, card):
    suspend_courier(core, actor=county.chief, courier_id=phone.holder.person_id, reason="核实")
    heard = talk.say(f"{card.card_no} {phone.shows()}")
    assert heard.startswith("不能用")


@pytest.mark.parametrize("said", ["123456", "今年交多少钱", "快递员收了我100001元"])
def test_other_words_and_numbers_are_no_checks(core, talk, phone, said):
    talk.say(said)
    assert ways(core) == set()


def test_six_digits_that_are_a_couriers_number_are_hers(talk, phone, card):
    assert "赵春梅" in talk.say(card.courier_no)


def test_no_number_of_a_card_stays_in_the_transcript(core, talk, phone, card):
    talk.say(f"门口这人是不是真的 {card.card_no} {phone.shows()}")
    with core.begin() as work:
        kept = work.scalar("select masked_text from chat_messages where who = 'villager'")
    assert card.card_no not in kept
    assert phone.shows() not in kept


def test_the_village_that_is_known_counts_once_and_another_than_hers_rings(
    core, county, talk, phone, card
):
    talk.all("今年交多少钱", "桃花村")
    talk.say(card.card_no)
    talk.say(card.card_no)
    (door,) = doors_of(core, actor=county.chief, courier_id=phone.holder.person_id)
    assert (door.village_name, door.is_hers, door.checks) == ("桃花村", True, 1)
    other = Talk(core)
    other.all("今年交多少钱", "柳树村")
    other.say(card.card_no)
    (alarm,) = check_alarms.open_alarms(core, actor=county.chief).alarms
    assert (alarm.kind, alarm.times) == ("far", 1)


@pytest.mark.parametrize("word", ["举报", "“举报”", "回复举报", "我要举报这个人"])
def test_a_report_after_a_check_bears_the_card(core, county, talk, phone, card, word):
    talk.say(card.card_no)
    assert short_codes.grouped(card.card_no) in talk.say(word)
    talk.all("要了四百块钱不给收据", "桃花村", "今天", "匿名")
    assert "T" in talk.say("对")
    (line,) = list_cases(core, actor=county.chief).lines
    case = case_view(core, actor=county.chief, case_id=line.case_id)
    assert line.kind == "fraud"
    assert case.card.number == short_codes.grouped(card.card_no)
    assert (case.card.reason, case.card.courier_id) == ("may_be_a_copy", phone.holder.person_id)


def test_an_unknown_card_is_reported_too_and_tells_the_county(core, county, talk):
    number = short_codes.new_card_number(COUNTY_ID)
    assert talk.say(number).startswith("假的")
    talk.all("举报", "要了四百块钱不给收据", "不知道", "今天", "匿名", "对")
    (line,) = list_cases(core, actor=county.chief).lines
    case = case_view(core, actor=county.chief, case_id=line.case_id)
    assert (case.card.number, case.card.courier_id) == (short_codes.grouped(number), None)


def test_the_next_report_is_about_something_else(core, county, talk, card):
    talk.say(card.card_no)
    talk.all("举报", "要了四百块钱不给收据", "桃花村", "今天", "匿名", "对")
    talk.all("我要投诉", "窗口总是没人", "桃花村", "今天", "匿名", "对")
    cases = [
        case_view(core, actor=county.chief, case_id=line.case_id).card
        for line in list_cases(core, actor=county.chief).lines
    ]
    assert [case is None for case in cases] == [True, False]


@pytest.mark.parametrize("locale", list(Locale))
def test_each_language_says_it_in_its_own_words(core, county, phone, card, locale):
    first = {"zh_Hans": "要当心", "zh_Hant": "要當心", "en": "Take care"}[locale]
    assert Talk(core, locale).say(card.card_no).startswith(first)
