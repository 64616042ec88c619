"""In which order a courier goes to her visits.

First by the part of the day that was wished for, then the nearest way where it is known where the
houses are (nearest neighbour, then two-opt, from the best beginning), then by village.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from uuid import UUID

from courier.domain.positions import Spot
from courier.domain.wished_times import DayPart

MOST_TRIED = 40  # visits of one part of a day; beyond, one beginning is tried
TOO_LITTLE = 1e-9  # a gain of nothing but rounding
_PARTS = {part: place for place, part in enumerate(DayPart)}


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit: when it was wished for, and where it is if that is known."""

    visit_id: UUID
    part: DayPart | None
    village: str
    spot: Spot | None


def plan(stops: Sequence[Stop]) -> list[UUID]:
    """The visits in the order to go. Whoever named no part of the day is visited with the first."""
    ordered: list[Stop] = []
    for _, together in groupby(sorted(stops, key=_when), key=_when):
        ordered += _of_one_part(list(together), ordered[-1] if ordered else None)
    return [stop.visit_id for stop in ordered]


def _when(stop: Stop) -> int:
    return _PARTS[stop.part] if stop.part else 0


def _of_one_part(stops: list[Stop], before: Stop | None) -> list[Stop]:
    located = [(stop, stop.spot) for stop in stops if stop.spot is not None]
    lost = sorted((stop for stop in stops if stop.spot is None), key=lambda one: one.village)
    start = before.spot if before else None
    return [stop for stop, _ in _shortest(located, start)] + lost


_Located = tuple[Stop, Spot]


def _shortest(located: list[_Located], start: Spot | None) -> list[_Located]:
    if not located:
        return []
    firsts = located if start is None and len(located) <= MOST_TRIED else [_nearest(located, start)]
    ways = [_untangled(_nearest_neighbours(first, located)) for first in firsts]
    return min(ways, key=lambda way: _length(way, start))


def _nearest(located: Sequence[_Located], start: Spot | None) -> _Located:
    return min(located, key=lambda one: start.far_from(one[1])) if start else located[0]


def _nearest_neighbours(first: _Located, located: Sequence[_Located]) -> list[_Located]:
    way, left = [first], [one for one in located if one is not first]
    while left:
        way.append(_nearest(left, way[-1][1]))
        left.remove(way[-1])
    return way


def _untangled(way: list[_Located]) -> list[_Located]:
    """Two-opt: turn a stretch round wherever that makes the way shorter; the first stays."""
    better = True
    while better:
        better = False
        for begin in range(1, len(way) - 1):
            for end in range(begin + 1, len(way)):
                if _gain(way, begin, end) > TOO_LITTLE:
                    way[begin : end + 1] = reversed(way[begin : end + 1])
                    better = True
    return way


def _gain(way: Sequence[_Located], begin: int, end: int) -> float:
    before, first, last = way[begin - 1][1], way[begin][1], way[end][1]
    gain = before.far_from(first) - before.far_from(last)
    if end + 1 < len(way):
        after = way[end + 1][1]
        gain += last.far_from(after) - first.far_from(after)
    return gain


def _length(way: Sequence[_Located], start: Spot | None) -> float:
    first = start.far_from(way[0][1]) if start else 0.0
    return first + sum(here[1].far_from(there[1]) for here, there in pairwise(way))
