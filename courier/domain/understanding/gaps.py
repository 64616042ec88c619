"""How many years somebody did not pay: 断了3年, 两年没交, 断缴四年了."""

from __future__ import annotations

import re

from courier.domain.understanding.numbers import NUMBER, number_of

_MOST = 20  # resident insurance is not older; what is longer is no gap
_BROKEN = rf"(?:断|停)(?:交|缴|保|过|掉)?了?(?:有|快|差不多|大概|整整|都)?({NUMBER})年"
_UNPAID = rf"({NUMBER})年(?:多|都|里|医保|农合|新农合)*(?:没|未|不曾)有?再?(?:交|缴|参保|买|续)"
_UNPAID_FOR = rf"(?:没|未)有?(?:交|缴|参保|买)(?:医保|钱|费)?(?:有|了|都)*({NUMBER})年"
_GAPS = [re.compile(words) for words in (_BROKEN, _UNPAID, _UNPAID_FOR)]
_TWO_YEARS = re.compile(
    "(?:前年.{0,2}去年|去年.{0,2}前年|这两年|去年.{0,2}今年|今年.{0,2}去年)(?:的)?都?(?:断|没交|没缴|忘了交)"
)
_ONE_YEAR = re.compile("(?:去年|上年|前年)(?:的)?(?:医保|农合)?(?:断|没交|没缴|忘了交|漏交|漏缴)")


def missed_years_in(text: str) -> int | None:
    """The years of a gap in a text in plain form; None where none is told."""
    for pattern in _GAPS:
        for match in pattern.finditer(text):
            years = number_of(match[1])
            if years is not None and 0 < years <= _MOST:
                return years
    if _TWO_YEARS.search(text):
        return 2
    return 1 if _ONE_YEAR.search(text) else None
