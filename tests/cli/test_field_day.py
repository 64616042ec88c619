"""A small day of couriers against the real web app: nothing goes wrong, and the books agree."""

from __future__ import annotations

import pytest

from tests.benchmarks.field_day import ninety_fifth, spent_day

pytestmark = pytest.mark.timeout(300)
CALLS = {"sign-in", "day page", "accept", "arrive", "scan", "household", "consent", "finish"}


def test_a_day_of_five_couriers_goes_well_and_the_books_agree(tell):
    evening = spent_day(couriers=5, visits=30, clients=4, seconds=200, seed=7)
    day = evening.day
    assert dict(day.wrong) == {}
    assert day.visits == 30
    assert evening.receipts >= 30
    assert set(day.took) >= CALLS | {"pay by cash", "pay by wechat", "receipts"}
    slowest = max(day.took, key=lambda name: ninety_fifth(day.took[name]))
    tell(f"field day: slowest is «{slowest}», p95 {ninety_fifth(day.took[slowest]):.0f} ms")
