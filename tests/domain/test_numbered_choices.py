"""«回复 1»: what a number means where there are no buttons."""

from __future__ import annotations

import pytest

from courier.domain.numbered_choices import chosen, meant, wants_more

CHOICES = ("topic:pay_amount", "topic:courier_request", "cancel")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0), (" 2 ", 1), ("３", 2), ("1。", 0), ("2.", 1), ("回复1", 0), ("回2", 1),
        ("选1", 0), ("我选2", 1), ("第三个", 2), ("二", 1), ("1号", None), ("1、", 0),
        ("（1", None),
    ],
)  # fmt: skip
def test_a_number_is_a_choice(text, place):
    assert chosen(text, CHOICES) == (None if place is None else CHOICES[place])


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "4",
        "9",
        "10",
        "12",
        "1个人多少钱",
        "一共多少",
        "68",
        "2027",
        "",
        "1 2",
        "一二",
        "13900001234",
    ],
)
def test_anything_else_is_not(text):
    assert chosen(text, CHOICES) is None


def test_a_title_that_is_typed_is_as_good_as_pressed():
    offered = (("对，就这样", "yes"), ("算了，不约了", "cancel"), ("轉給工作人員", "person"))
    assert meant("对，就这样。", offered, by_number=False) == "yes"
    assert meant("算了不约了", offered, by_number=False) == "算了不约了"
    assert meant("转给工作人员", offered, by_number=False) == "person"
    assert meant("2", offered, by_number=True) == "cancel"
    assert meant("2", offered, by_number=False) == "2"
    assert meant("2号", offered, by_number=True) == "2号"
    assert meant("明天", (), by_number=True) == "明天"


def test_without_choices_a_number_is_a_number():
    assert chosen("1", ()) is None


@pytest.mark.parametrize("text", ["更多", "“更多”", "更多。", "More", " MORE ", "【更多】"])
def test_more_is_asked_for(text):
    assert wants_more(text, is_waiting=False)


@pytest.mark.parametrize("text", ["继续", "下一页", "next"])
def test_going_on_is_more_where_there_is_more(text):
    assert wants_more(text, is_waiting=True)
    assert not wants_more(text, is_waiting=False)


@pytest.mark.parametrize("text", ["更多钱", "能更多报销吗", "", "moreover"])
def test_other_words_are_questions(text):
    assert not wants_more(text, is_waiting=True)
