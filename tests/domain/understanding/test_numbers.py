import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.understanding.numbers import number_of

SAID = {
    "68": 68,
    "６８": 68,
    "六十八": 68,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "一百": 100,
    "一百六": 160,
    "一百零六": 106,
    "一百六十": 160,
    "两百八": 280,
    "四百": 400,
    "一百二十五": 125,
    "两千三": 2300,
    "三千二百一": 3210,
    "一千零五": 1005,
    "三万二": 32_000,
    "三万零二": 30_002,
    "十二万": 120_000,
    "一百一十": 110,
    "二零二六": 2026,
    "二〇二六": 2026,
    "零": 0,
}


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_a_spoken_number_is_read(said, meant):
    assert number_of(said) == meant


@pytest.mark.parametrize(
    "said", ["", "人", "六八岁", "百", "六十八九十", "1" * 30, "-3", "3.5", "一二十"]
)
def test_what_is_no_number_is_none(said):
    assert number_of(said) is None


@given(st.integers(min_value=0, max_value=99))
def test_every_number_below_a_hundred_survives_being_written_in_chinese(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = digits[ones] if not tens else (digits[tens] if tens > 1 else "") + "十"
    if tens and ones:
        written += digits[ones]
    assert number_of(written) == number


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text):
    number_of(text)
