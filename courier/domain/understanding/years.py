"""Which year a villager means: 今年, 明年, 2026年, 二零二六年, 26年."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

FIRST_YEAR = 2003  # the rural cooperative scheme began; earlier years mean something else
_FURTHEST_AHEAD = 5
_CHINESE = str.maketrans("零〇一二三四五六七八九", "00123456789")
_FULL = re.compile(r"(?<![0-9])(20[0-9]{2})(?:年度?|(?![0-9]))")
_SPOKEN = re.compile(r"二[零〇][零〇一二三四五六七八九]{2}年")
_LASTED = "第了过满够近有"  # 交了20年 says how long, not when
_SHORT = re.compile(
    rf"(?<![0-9{_LASTED}])([0-4][0-9])年(?:度|的|医保|交|缴|农合|新农合|合作|要|得|该)"
)
_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0}
_AHEAD = {"大后年": 3, "后年": 2, "明年": 1, "下一?年": 1, "来年": 1, "次年": 1}
_OFFSETS = [(re.compile(words), by) for words, by in {**_RELATIVE, **_AHEAD}.items()]


@dataclass(frozen=True, slots=True)
class SpokenYear:
    """A calendar year, and whether it was named by number.

    ``named`` tells «2027年» from «今年»: «今年要交多少» in November speaks of the year in
    which the money is paid, and the cover is for the next. The pack's window decides that.
    """

    year: int
    named: bool


def year_in(text: str, today: dt.date) -> SpokenYear | None:
    """The year that a text in plain form asks about; None for none or one out of reach."""
    named = _named(text)
    if named is not None:
        reachable = FIRST_YEAR <= named <= today.year + _FURTHEST_AHEAD
        return SpokenYear(named, named=True) if reachable else None
    spoken = [by for pattern, by in _OFFSETS if pattern.search(text)]
    if not spoken:
        return None
    # «去年交320，今年咋又涨了» compares, and asks about this year.
    by = 0 if 0 in spoken else spoken[0]
    return SpokenYear(today.year + by, named=False)


def _named(text: str) -> int | None:
    if match := _FULL.search(text):
        return int(match[1])
    if match := _SPOKEN.search(text):
        return int(match[0].translate(_CHINESE).removesuffix("年"))
    if match := _SHORT.search(text):
        return 2000 + int(match[1])
    return None
