"""Whom a message asks about: a card's number or a courier's, with or without six digits."""

from __future__ import annotations

import pytest

from courier.domain import short_codes
from courier.domain.errors import BadInput
from courier.domain.spoken_checks import asked_about, typed

CARD = "CY6WNK6KFXH7"


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        f"门口这人是不是真的 {CARD}",
        f"帮我查{short_codes.grouped(CARD)}是真的吗",
        f"{CARD.lower()}。",
        " ".join(CARD),
    ],
)
def test_a_cards_number_is_found_in_what_people_write(text):
    asked = asked_about(text)
    assert (asked.number, asked.digits) == (CARD, None)


@pytest.mark.parametrize(
    "text",
    [
        f"{CARD} 482913",
        f"卡号{short_codes.grouped(CARD)}，号码482 913",
        f"他念的是４８２９１３，卡是{CARD}",
        f"{CARD} 48-29-13 真的吗",
    ],
)
def test_the_digits_beside_a_card_are_found(text):
    assert (asked_about(text).number, asked_about(text).digits) == (CARD, "482913")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("快递员100001 号码 482913", "482913"),
        ("快遞員100001號碼482913", "482913"),
        ("工号是100001的是真的吗", None),
        ("是真的吗 100001", None),
        ("查 100001", None),
        ("100001真的假的？", None),
        ("工號：100001", None),
        ("courier 100001, digits 482 913", "482913"),
        ("100001 482913", "482913"),
        ("100001 4 8 2 9 1 3", "482913"),
        ("号码482913，工号100001", "482913"),
    ],
)
def test_a_couriers_number_is_found(text, digits):
    asked = asked_about(text)
    assert (asked.number, asked.digits, asked.is_bare) == ("100001", digits, False)


def test_six_digits_alone_may_be_anything():
    assert asked_about("100001").is_bare


@pytest.mark.parametrize(
    "text",
    ["", "今年交多少钱", "我家电话13900001111", "C123", "380，400，420", "1000011", "快递员几点来",
     "快递员说验证码是482913", "快递员收了我100001元", "快递员100001元也收",
     "查验证码482913是真的吗", CARD[:-1] + ("0" if CARD[-1] != "0" else "1"), "x" * 5000],
)  # fmt: skip
def test_other_messages_ask_about_nobody(text):
    assert asked_about(text) is None


def test_two_fields_of_a_form():
    assert typed(CARD, " 482 913 ").digits == "482913"
    assert typed("100001", "").digits is None
    with pytest.raises(BadInput, match="check_number_unreadable"):
        typed("你好", "482913")
    for wrong in ("48291", "4829133", "abc", "四八二"):
        with pytest.raises(BadInput, match="check_digits_unreadable"):
            typed(CARD, wrong)
