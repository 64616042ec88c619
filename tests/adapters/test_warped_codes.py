"""Bad photographs of our own papers. A floor, not a measurement: ``courier bench qr`` measures."""

from __future__ import annotations

import pytest

from tests.benchmarks.qr import outcome
from tests.factories.warped_codes import photographs

COUNT, SEED = 8, 20261122
FLOOR = {1: 8, 2: 6, 3: 5}


@pytest.mark.parametrize("severity", FLOOR)
def test_our_papers_are_read_from_bad_photographs_and_never_wrongly(severity):
    found = outcome(photographs(severity, COUNT, seed=SEED))
    assert found.wrong == 0
    assert found.right >= FLOOR[severity], found


def test_the_same_seed_makes_the_same_photographs():
    first, second = (list(photographs(2, 2, seed=SEED)) for _ in range(2))
    assert first == second
    assert first != list(photographs(2, 2, seed=SEED + 1))
