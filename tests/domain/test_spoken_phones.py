"""Telephone numbers as people write and say them."""

from __future__ import annotations

import pytest

from courier.domain.spoken_phones import digits_in, phone_in, without_phone


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13900001234", "13900001234"),
        ("139 0000 1234", "13900001234"),
        ("139-0000-1234", "13900001234"),
        ("139－0000—1234", "13900001234"),
        ("１３９００００１２３４", "13900001234"),
        ("+86 139 0000 1234", "13900001234"),
        ("是13900001234，打这个", "13900001234"),
        ("张大妈68，13900001234", "13900001234"),
        ("幺三九零零零零一二三四", "13900001234"),
        ("0990-1234567", "09901234567"),
        ("010-12345678", "01012345678"),
        ("1390000123", None),
        ("139000012345", None),
        ("110101196801011234", None),
        ("张大妈 139-0000-1234", "13900001234"),
        ("收了我400块", None),
        ("没有电话", None),
    ],
)
def test_a_number_is_read_however_it_is_written(text, phone):
    assert phone_in(text) == phone


@pytest.mark.parametrize(
    ("text", "count"), [("1390000", 7), ("139 0000 12345", 12), ("三组5号", 0), ("张大妈", 0)]
)
def test_the_digits_of_a_wrong_number_are_counted(text, count):
    assert digits_in(text) == count


def test_the_words_beside_a_number_are_left():
    assert without_phone("张大妈，139 0000 1234").strip(" ，,") == "张大妈"
