"""Amounts as people say them; what a receipt bears is in ``amount_words.py``."""

from __future__ import annotations

import re

from courier.domain.amount_words import in_words
from courier.domain.money import Money

_SPEECH = {
    "zh_Hans": (
        str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟元角", "一二三四五六七八九十百千块毛", "整"),
        "两",
    ),
    "zh_Hant": (
        str.maketrans("壹貳參肆伍陸柒捌玖拾佰仟元角", "一二三四五六七八九十百千塊毛", "整"),
        "兩",
    ),
}
_PAIR = re.compile("(?<!十)二(?=[百千万萬亿億])|^二(?=[块塊毛])")


def in_speech(amount: Money, locale: str) -> str:
    """1600 yuan are ``一千六百块``, 200 yuan ``两百块``; English has the words of receipts.

    Raises ValueError as ``in_words`` does.
    """
    words = in_words(amount, locale)
    if locale not in _SPEECH:
        return words
    plain, pair = _SPEECH[locale]
    return _PAIR.sub(pair, words.translate(plain)).removeprefix("一" if _is_ten(words) else "")


def _is_ten(words: str) -> bool:
    """Ten and what follows it loses its 一 in speech, where the amount begins with it."""
    return words.startswith("壹拾")
