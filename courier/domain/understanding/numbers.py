"""Numbers as people say them: 68, 六十八, 两个, 一百六, 三千二, 二零二六."""

from __future__ import annotations

import re
import unicodedata

DIGITS = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
SPOKEN = "".join(DIGITS) + "".join(UNITS)
NUMBER = rf"(?:[0-9]+|[{SPOKEN}]+)"
_WHOLE = re.compile(NUMBER)
_MOST_DIGITS = 9


def number_of(said: str) -> int | None:
    """The whole number that ``said`` is; None if it is no number, or absurdly long."""
    said = unicodedata.normalize("NFKC", said).strip()
    if not _WHOLE.fullmatch(said) or len(said) > _MOST_DIGITS:
        return None
    if said.isdecimal():
        return int(said)
    if not any(c in UNITS for c in said):
        return int("".join(str(DIGITS[c]) for c in said))
    return _with_units(said)


def _with_units(said: str) -> int | None:
    """Reads 六十八 as 68 and 一百六 as 160: a last bare digit stands for the next unit down."""
    tens_of_thousands, _, rest = said.rpartition("万")
    high = _below_ten_thousand(tens_of_thousands) if tens_of_thousands else 0
    low = _below_ten_thousand(rest) if rest else 0
    if high is None or low is None:
        return None
    if tens_of_thousands and rest in DIGITS and DIGITS[rest]:
        low *= 1000  # 三万二 is 32000
    return high * 10_000 + low


def _below_ten_thousand(said: str) -> int | None:
    total, digit, unit, zero_said = 0, None, 10, False
    for c in said:
        if c in UNITS:
            if digit is None and (c not in "十拾" or total % 100):
                return None
            total += (1 if digit is None else digit) * UNITS[c]
            digit, unit, zero_said = None, UNITS[c], False
        elif DIGITS[c] == 0:
            zero_said = True
        elif digit is not None:
            return None
        else:
            digit = DIGITS[c]
    if digit is None:
        return total
    return total + digit * (unit // 10 if unit > 10 and not zero_said else 1)  # noqa: PLR2004
