"""Amounts as they are said to somebody at the table."""

import pytest

from courier.domain.money import Money
from courier.domain.spoken_amounts import in_speech


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零块"),
        (20, "两毛"),
        (200, "两块"),
        (1000, "十块"),
        (1200, "十二块"),
        (2200, "二十二块"),
        (11000, "一百一十块"),
        (20200, "两百零二块"),
        (56050, "五百六十块五毛"),
        (40505, "四百零五块零五分"),
        (160000, "一千六百块"),
        (22_200_000, "二十二万两千块"),
    ],
)
def test_people_hear_an_amount_as_they_would_say_it(fen, words):
    assert in_speech(Money(fen), "zh_Hans") == words


def test_traditional_readers_and_english_ones_have_their_own_words():
    assert in_speech(Money(2_220_000), "zh_Hant") == "兩萬兩千兩百塊"
    assert in_speech(Money(16000), "en") == "one hundred and sixty yuan"
