"""Amounts in words, as receipts bear them beside the figures, so that no figure can be added.

In Chinese the capital numerals of banks (人民币大写), by the rules for filling in bills in the
annex of the People's Bank's 支付结算办法 (1997): 整 ends an amount of whole yuan or jiao, 零
stands once for any run of noughts between two figures.
"""

from __future__ import annotations

import re

from courier.domain.money import FEN_PER_YUAN, Money

MOST = Money(10**12 * FEN_PER_YUAN - 1)  # below a million million yuan
CAPITALS = {"zh_Hans": "零壹贰叁肆伍陆柒捌玖亿万元", "zh_Hant": "零壹貳參肆伍陸柒捌玖億萬元"}
_PLACES = ("仟", "佰", "拾", "")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FULL_GROUP, _HUNDRED = 1000, 100  # smaller ones begin with a zero; are joined by "and"
_LARGE = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def in_words(amount: Money, locale: str) -> str:
    """The amount in the words of a locale's tag: ``壹佰陆拾元整``, ``one hundred and sixty yuan``.

    Raises ValueError for less than nothing and for more than MOST.
    """
    if not 0 <= amount.fen <= MOST.fen:
        raise ValueError("no receipt bears such an amount")
    yuan, fen = divmod(amount.fen, FEN_PER_YUAN)
    if locale in CAPITALS:
        return _chinese(yuan, fen, CAPITALS[locale])
    return f"{_english(yuan)} yuan" + (f" and {_english(fen)} fen" if fen else "")


def _chinese(yuan: int, fen: int, capitals: str) -> str:
    whole = _whole(yuan, capitals) + capitals[-1] if yuan else ""
    tenths, rest = divmod(fen, 10)
    if not fen:
        return (whole or capitals[0] + capitals[-1]) + "整"
    jiao = f"{capitals[tenths]}角" if tenths else (capitals[0] if yuan else "")
    return whole + jiao + (f"{capitals[rest]}分" if rest else "整")


def _whole(number: int, capitals: str) -> str:
    """Four figures at a time: 亿, 万, and what is left."""
    words, gap = "", False
    for size, unit in ((10**8, capitals[-3]), (10**4, capitals[-2]), (1, "")):
        group = number // size % 10**4
        if group:
            words += capitals[0] if words and (gap or group < _FULL_GROUP) else ""
            words += _group(group, capitals) + unit
        gap = not group
    return words


def _group(number: int, capitals: str) -> str:
    figures = zip(f"{number:04d}", _PLACES, strict=True)
    words = "".join(capitals[int(figure)] + place * (figure != "0") for figure, place in figures)
    return re.sub(f"{capitals[0]}+", capitals[0], words).strip(capitals[0])


def _english(number: int) -> str:
    for size, name in _LARGE:
        if number >= size:
            rest = number % size
            link = " and " if rest and rest < _HUNDRED else " "
            return f"{_english(number // size)} {name}" + (link + _english(rest) if rest else "")
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
