"""Amounts in words: what a receipt says beside its figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.amount_words import MOST, in_words
from courier.domain.money import Money

CAPITALS = {
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "0.55": "伍角伍分",
    "10": "壹拾元整",
    "160": "壹佰陆拾元整",
    "400.05": "肆佰元零伍分",
    "1005": "壹仟零伍元整",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "10080": "壹万零捌拾元整",
    "105000": "壹拾万伍仟元整",
    "6007.14": "陆仟零柒元壹角肆分",
    "100005000": "壹亿零伍仟元整",
    "100050000": "壹亿零伍万元整",
    "20000000000": "贰佰亿元整",
}
FIGURES = {figure: value for value, figure in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"仟": 1000, "佰": 100, "拾": 10}


@pytest.mark.parametrize(("yuan", "words"), CAPITALS.items())
def test_an_amount_is_written_as_banks_write_it(yuan, words):
    assert in_words(Money.from_yuan(yuan), "zh_Hans") == words


def test_in_traditional_characters_and_in_english():
    assert in_words(Money.from_yuan("26080.30"), "zh_Hant") == "貳萬陸仟零捌拾元參角整"
    assert in_words(Money.from_yuan("1600"), "en") == "one thousand six hundred yuan"
    assert in_words(Money.from_yuan("45021.5"), "en") == (
        "forty-five thousand and twenty-one yuan and fifty fen"
    )


@pytest.mark.parametrize("fen", [-1, MOST.fen + 1])
def test_what_no_receipt_bears_is_refused(fen):
    with pytest.raises(ValueError, match="no receipt"):
        in_words(Money(fen), "zh_Hans")


@given(st.integers(min_value=0, max_value=MOST.fen))
def test_the_words_say_the_figures_and_no_two_noughts_stand_together(fen):
    words = in_words(Money(fen), "zh_Hans")
    assert "零零" not in words
    assert read(words) == fen


def read(words: str) -> int:
    """The fen that somebody understands who reads the words aloud."""
    yuan, _, rest = words.rpartition("元")
    total = group = figure = 0
    for sign in yuan:
        if sign in FIGURES:
            figure = FIGURES[sign]
        elif sign in UNITS:
            group, figure = group + figure * UNITS[sign], 0
        else:
            total += (group + figure) * {"万": 10**4, "亿": 10**8}[sign]
            group = figure = 0
    fen = (total + group + figure) * 100
    for sign, worth in (("角", 10), ("分", 1)):
        if sign in rest:
            fen += FIGURES[rest[rest.index(sign) - 1]] * worth
    return fen
