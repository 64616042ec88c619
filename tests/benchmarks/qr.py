"""Our slips and cards as ever worse photographs: ``courier bench qr``.

Drawn by the product, warped by ``tests/factories/warped_codes.py``, read as uploads are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from courier.code_wiring import code_reader
from tests.factories.warped_codes import SEVERITIES, Photograph, photographs


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the photographs of one severity."""

    right: int
    wrong: int
    nothing: int
    right_by_paper: Counter[str]
    ms_cpu: float  # mean of each


def outcome(asked: Iterable[Photograph]) -> Outcome:
    """Read all of them."""
    reader = code_reader(processes=1)
    right: Counter[str] = Counter()
    wrong, costs = 0, []
    for one in asked:
        reading = reader.measure(one.picture)
        right[one.paper] += one.text in reading.texts
        wrong += any(text != one.text for text in reading.texts)
        costs.append(reading.ms_cpu)
    nothing = len(costs) - right.total() - wrong
    return Outcome(right.total(), wrong, nothing, right, sum(costs) / len(costs))


def main(*, count: int, seed: int) -> None:
    """Print the table."""
    print(f"{count} photographs each, 1,600 pixels long; seed {seed}")
    print("severity  right  wrong  nothing  of slips  of cards  ms CPU each")
    for severity in SEVERITIES:
        found = outcome(photographs(severity, count, seed=seed))
        slips, cards = (found.right_by_paper[paper] for paper in ("slip", "card"))
        print(
            f"{severity:8}  {found.right:5}  {found.wrong:5}  {found.nothing:7}"
            f"  {slips:8}  {cards:8}  {found.ms_cpu:11.1f}"
        )
