"""The day and the part of the day that somebody wishes: «明天下午», «25号上午», «下周三»."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from courier.domain.dialogues import Quick
from courier.domain.understanding.numbers import NUMBER, number_of
from courier.domain.understanding.spoken import plain


class DayPart(StrEnum):
    """A part of the day; ``visits.part_<value>`` is its name."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_PARTS = (
    (DayPart.MORNING, re.compile(r"上午|早上|早晨|清早|一早|明早|早饭|\bmorning")),
    (DayPart.NOON, re.compile(r"中午|晌午|午饭|\bnoon")),
    (DayPart.AFTERNOON, re.compile(r"下午|后半晌|\bafternoon")),
    (DayPart.EVENING, re.compile(r"晚上|傍晚|天黑|夜里|晚饭|明晚|今晚|\bevening|\btonight")),
)
_ANY_DAY = re.compile(r"随便|都行|都可以|哪天都|不限|无所谓|任何|尽快|越快|any ?day|any time|asap")
_RELATIVE = (
    ("大后天", 3),
    ("后天", 2),
    ("后日", 2),
    ("明天", 1),
    ("明日", 1),
    ("明早", 1),
    ("明晚", 1),
    ("明儿", 1),
    ("今天", 0),
    ("今日", 0),
    ("今儿", 0),
    ("今晚", 0),
)
_RELATIVE_EN = (("day after tomorrow", 2), ("tomorrow", 1), ("today", 0), ("tonight", 0))
_DAY = re.compile(r"(?:(20\d\d)[年/.-])?(\d{1,2})[月/.-](\d{1,2})[日号]?")
_SPOKEN_DAY = re.compile(rf"({NUMBER})月({NUMBER})[日号]?")
_DAY_OF_MONTH = re.compile(rf"(?<![0-9第组队路街巷牌])({NUMBER})[号日](?!楼|房|院|门|线|店|家)")
_WEEKDAY = re.compile(r"(下)?个?(?:周|星期|礼拜)([一二三四五六日天1-6])")
_WEEKDAYS = {**{c: i for i, c in enumerate("一二三四五六日")}, "天": 6}
_WEEKDAYS |= {str(i + 1): i for i in range(6)}
MONTHS = 12


def day_in(text: str, today: dt.date) -> dt.date | None:
    """The day that is meant, None if none is named; one that is over this year is next year's."""
    said = plain(text)
    if text in {Quick.TOMORROW, Quick.DAY_AFTER}:
        return today + dt.timedelta(days=1 if text == Quick.TOMORROW else 2)
    for word, days in (*_RELATIVE, *_RELATIVE_EN):
        if word in said:
            return today + dt.timedelta(days=days)
    if match := _WEEKDAY.search(said):
        return _weekday(today, _WEEKDAYS[match[2]], following=match[1] is not None)
    if match := _DAY.search(said):
        year = int(match[1]) if match[1] else None
        return _date(year, int(match[2]), int(match[3]), today)
    if match := _SPOKEN_DAY.search(said):
        return _date(None, number_of(match[1]), number_of(match[2]), today)
    match = _DAY_OF_MONTH.search(said)
    return _next_with(number_of(match[1]), today) if match else None


def any_day(text: str) -> bool:
    """Whether any day will do."""
    return text == Quick.ANY_DAY or bool(_ANY_DAY.search(plain(text)))


def part_in(text: str) -> DayPart | None:
    """The part of the day that is meant, None if none is named."""
    said = plain(text)
    return next((part for part, words in _PARTS if words.search(said)), None)


def _weekday(today: dt.date, weekday: int, *, following: bool) -> dt.date:
    ahead = (weekday - today.weekday()) % 7
    if following:
        return today + dt.timedelta(days=7 - today.weekday() + weekday)
    return today + dt.timedelta(days=ahead)


def _date(year: int | None, month: int | None, day: int | None, today: dt.date) -> dt.date | None:
    try:
        found = dt.date(year or today.year, month or 0, day or 0)
        if year is None and found < today:
            found = found.replace(year=found.year + 1)
    except ValueError:
        return None
    return found


def _next_with(day: int | None, today: dt.date) -> dt.date | None:
    """The next day of this number: «25号» is this month's, or the next month's once it is over."""
    for ahead in range(2):
        months = today.month - 1 + ahead
        found = _date(today.year + months // MONTHS, months % MONTHS + 1, day, today)
        if found is not None and found >= today:
            return found
    return None
