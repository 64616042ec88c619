"""A small day of couriers against the real web app: nothing goes wrong, and the books agree."""

from __future__ import annotations

import pytest

from tests.benchmarks.field_day import ninety_fifth, spent_day
from tests.benchmarks.field_phone import Odds

pytestmark = pytest.mark.timeout(300)
CALLS = {"sign-in", "day page", "accept", "arrive", "scan", "household", "consent", "finish"}
OFTEN = Odds(wrong_slip=0.3, twice=0.5, again=0, picture=0.3, lost=0.2, dies=0.4)
MISHAPS = {
    "wrong slip",
    "pressed twice, done once",
    "answer lost, step found taken",
    "phone died, nothing asked twice",
}


def test_a_day_of_two_couriers_with_all_mishaps_goes_well_and_the_books_agree(tell):
    evening = spent_day(couriers=2, visits=10, clients=2, seconds=200, seed=7, odds=OFTEN)
    day = evening.day
    assert dict(day.wrong) == {}
    assert day.visits == 10
    assert set(day.refused) >= MISHAPS
    assert evening.found.receipts >= 10
    assert evening.books.money_in == evening.books.receipts > 0
    assert set(day.took) >= CALLS | {"pay by cash", "pay by wechat", "receipts"}
    slowest = max(day.took, key=lambda name: ninety_fifth(day.took[name]))
    tell(f"field day: slowest is «{slowest}», p95 {ninety_fifth(day.took[slowest]):.0f} ms")
