"""Words by which somebody puts right what she told before."""

from __future__ import annotations

import pytest

from courier.domain.corrections import Correction, Told, correction_in, wants_to_correct


@pytest.mark.parametrize(
    ("text", "told", "value"),
    [
        ("不对是李大爷", None, "李大爷"),
        ("不对，换到李家村", None, "李家村"),
        ("不是张大妈，是李大爷", None, "李大爷"),
        ("改到后天吧", None, "后天"),
        ("电话写错了", Told.PHONE, ""),
        ("電話寫錯了，是13800000009", Told.PHONE, "13800000009"),
        ("我名字写错了，应该是李桂英", Told.NAME, "李桂英"),
        ("位置不对，在村头第三家", Told.PLACE, "村头第三家"),
        ("时间改一下", Told.DAY, ""),
        ("改村子", Told.VILLAGE, ""),
        ("Change the phone", Told.PHONE, ""),
        ("wrong, it is Anna", None, "Anna"),
    ],
)
def test_a_correction_is_heard(text, told, value):
    assert correction_in(text) == Correction(told, value)


@pytest.mark.parametrize("text", ["不对", "不用了", "张大妈", "电话是多少", "桃花村", "", "改"])
def test_what_puts_nothing_right_is_not_one(text):
    assert correction_in(text) is None


@pytest.mark.parametrize("text", ["改", "写错了", "我要改一下", "修改"])
def test_that_something_is_wrong_is_heard(text):
    assert wants_to_correct(text)
    assert not wants_to_correct("改到明天")
