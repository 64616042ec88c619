"""Each window that a source names, and the exceptions to it."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.money import Money
from courier.domain.policy_windows import CoverFrom, WindowKind, WindowState
from courier.domain.premiums import Premium, premium
from courier.policies import load_shelf

# pack, day, state, kind, first, last, source
TABLE = [
    (
        "shouxian-2021",
        "2020-09-01",
        "open",
        "main",
        "2020-09-01",
        "2020-12-31",
        "篇1 2020年9月1日至12月31日",
    ),
    ("shouxian-2021", "2020-08-31", "upcoming", "main", "2020-09-01", "2020-12-31", "篇1"),
    ("shouxian-2021", "2021-01-01", "closed", "main", "2020-09-01", "2020-12-31", "篇1"),
    (
        "town-2016",
        "2016-02-20",
        "open",
        "main",
        "2015-11-18",
        "2016-02-20",
        "篇3 2015年11月18日至2016年2月20日",
    ),
    ("town-2016", "2016-02-21", "closed", "main", "2015-11-18", "2016-02-20", "篇3"),
    (
        "yishui-2015",
        "2014-12-31",
        "open",
        "main",
        "2014-10-01",
        "2014-12-31",
        "篇7 每年10月1日至12月31日",
    ),
    (
        "yishui-2015",
        "2015-03-31",
        "exception",
        "migrants",
        "2015-01-01",
        "2015-03-31",
        "篇7 延长至下年度3月底前",
    ),
    ("yishui-2015", "2015-04-01", "closed", "main", "2014-10-01", "2014-12-31", "篇7"),
    (
        "dalian-2015",
        "2014-09-01",
        "open",
        "main",
        "2014-09-01",
        "2014-12-31",
        "000 每年预缴期9月1日至12月31日",
    ),
    (
        "taian-2026",
        "2025-10-13",
        "open",
        "main",
        "2025-10-13",
        "2025-12-31",
        "泰安 2025-10-13至12-31",
    ),
    ("taian-2026", "2025-10-12", "upcoming", "main", "2025-10-13", "2025-12-31", "泰安"),
    (
        "yantai-2026",
        "2025-10-12",
        "open",
        "main",
        "2025-10-12",
        "2025-12-31",
        "烟台 2025-10-12至12-31",
    ),
    ("hebei-2026", "2026-02-28", "open", "main", None, "2026-02-28", "河北 至2026-02-28"),
    ("hebei-2026", "2025-08-01", "unknown", "main", None, "2026-02-28", "河北：哪天开始没有写"),
    ("hebei-2026", "2026-03-01", "closed", "main", None, "2026-02-28", "河北"),
    ("unnamed-2024", "2023-12-31", "open", "main", "2023-09-01", "2023-12-31", "2023-09-01至12-31"),
    (
        "unnamed-2024",
        "2024-03-01",
        "exception",
        "late",
        "2024-01-01",
        "2024-12-31",
        "集中期外须缴1020元",
    ),
    ("jiaxing-2015", "2014-11-01", "unknown", None, None, None, "篇5：没有写"),
    ("wenjiang-2017", "2016-09-01", "unknown", None, None, None, "003：没有写"),
    ("national-2026", "2025-11-01", "unknown", None, None, None, "地方定"),
    ("demo-2027", "2026-11-22", "open", "main", "2026-09-01", "2027-02-28", "演示"),
]


def asked(pack_id: str, on: str, born: str | None = None) -> Premium:
    return premium(
        load_shelf().get(pack_id),
        categories=frozenset(),
        tier=None,
        non_local=False,
        born=dt.date.fromisoformat(born) if born else None,
        on=dt.date.fromisoformat(on),
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_day_stands_to_the_window_as_the_source_says(row):
    pack, on, state, kind, first, last, source = row
    window = asked(pack, on).window
    assert window.state == state, source
    assert window.kind == kind
    assert (window.first and window.first.isoformat()) == first
    assert (window.last and window.last.isoformat()) == last


@pytest.mark.parametrize(
    ("pack", "born", "last"),
    [
        ("shouxian-2021", "2021-03-10", "2021-06-10"),  # 篇1: 出生后的3个月内
        ("shouxian-2021", "2021-11-30", "2022-02-28"),  # a month that is shorter
        ("yishui-2015", "2015-05-01", "2015-11-01"),  # 篇7: 出生后6个月内
        ("demo-2027", "2027-04-01", "2027-06-30"),  # 90 days
    ],
)
def test_a_newborn_has_time_counted_from_birth_and_cover_from_birth(pack, born, last):
    inside = asked(pack, last, born).window
    assert inside.state is WindowState.EXCEPTION
    assert inside.kind is WindowKind.NEWBORN
    assert inside.last == dt.date.fromisoformat(last)
    assert inside.cover_from is CoverFrom.BIRTH
    after = dt.date.fromisoformat(last) + dt.timedelta(days=1)
    assert asked(pack, after.isoformat(), born).window.kind is not WindowKind.NEWBORN


def test_an_adult_is_no_newborn():
    assert asked("shouxian-2021", "2020-10-01", "1970-01-01").window.kind is WindowKind.MAIN


def test_who_is_late_pays_the_full_cost():
    answer = asked("unnamed-2024", "2024-03-01")
    assert answer.full == answer.own == Money.from_yuan(1020)
    assert "late" in answer.reasons


def test_birth_dates_matter_only_since_the_packs_day():
    for pack in load_shelf().all():
        window = pack.window(WindowKind.NEWBORN)
        if window is not None:
            last = window.last_day_for(pack.newborn_since - dt.timedelta(days=1))
            assert last is not None
            assert last < pack.cover_first
