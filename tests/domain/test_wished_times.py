"""The day and the part of the day in somebody's words."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.wished_times import DayPart, any_day, day_in, part_in

TODAY = dt.date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-22"),
        ("明天上午", "2026-11-23"),
        ("大后天", "2026-11-25"),
        ("tomorrow", "2026-11-23"),
        ("day after tomorrow", "2026-11-24"),
        ("周三", "2026-11-25"),
        ("下周三", "2026-11-25"),
        ("12月1号", "2026-12-01"),
        ("1月5日", "2027-01-05"),
        ("2026-12-24", "2026-12-24"),
        ("25号", "2026-11-25"),
        ("3号下午", "2026-12-03"),
        ("十二月五号", "2026-12-05"),
        ("二十八号", "2026-11-28"),
        ("礼拜六早上", "2026-11-28"),
        ("31号", "2026-12-31"),
        ("三组12号", None),
        ("2月30号", None),
        ("没想好", None),
    ],
)
def test_a_day_is_read(text, day):
    found = day_in(text, TODAY)
    assert (found.isoformat() if found else None) == day


def test_any_day_is_heard():
    assert any_day("都行")
    assert any_day("any day")
    assert not any_day("明天")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("明天上午", DayPart.MORNING),
        ("后天一早", DayPart.MORNING),
        ("周三中午", DayPart.NOON),
        ("25号下午来", DayPart.AFTERNOON),
        ("改到傍晚吧", DayPart.EVENING),
        ("tomorrow evening", DayPart.EVENING),
        ("明天", None),
    ],
)
def test_the_part_of_the_day_is_read(text, part):
    assert part_in(text) is part
