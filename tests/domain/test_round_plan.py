"""The order of a round, and the coarse places that it rests on."""

import itertools
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courier.domain.positions import Spot, middle, read_spot
from courier.domain.round_plan import Stop, plan
from courier.domain.wished_times import DayPart


def stop(number, *, north=None, east=0, part=None, village="990101101001"):
    spot = None if north is None else Spot(north, east)
    return Stop(UUID(int=number), part, village, spot)


def numbers(stops):
    return [one.int for one in plan(stops)]


def test_houses_along_a_road_are_visited_along_the_road():
    stops = [stop(number, north=3000, east=east) for number, east in enumerate([10, 50, 20, 40])]
    assert numbers(stops) in ([0, 2, 3, 1], [1, 3, 2, 0])


def test_the_wished_part_of_the_day_comes_before_the_nearest_way():
    late = stop(1, north=3000, east=1, part=DayPart.AFTERNOON)
    early = stop(2, north=3000, east=90, part=DayPart.MORNING)
    any_time = stop(3, north=3000, east=2)
    assert numbers([late, early, any_time])[-1] == 1


def test_without_positions_villages_stay_together():
    stops = [stop(1, village="b"), stop(2, village="a"), stop(3, village="b")]
    assert numbers(stops) == [2, 1, 3]


def test_houses_that_nobody_knows_come_after_those_that_are_known():
    assert numbers([stop(1), stop(2, north=1, east=1), stop(3, north=2, east=1)])[-1] == 1


def test_no_visit_is_no_round():
    assert plan([]) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-60, 60), st.integers(-60, 60)), min_size=1, max_size=6),
)
def test_every_visit_stands_once_and_the_way_is_nearly_the_shortest(places):
    spots = [Spot(*place) for place in places]
    stops = [stop(number, north=s.north, east=s.east) for number, s in enumerate(spots)]
    found = numbers(stops)
    assert sorted(found) == list(range(len(spots)))
    best = min(_length(spots, order) for order in itertools.permutations(range(len(spots))))
    assert _length(spots, found) <= best * 1.25 + 1e-6


def _length(spots, order):
    return sum(spots[a].far_from(spots[b]) for a, b in itertools.pairwise(order))


@pytest.mark.parametrize(
    ("north", "east", "spot"),
    [
        ("25.123456789", "102.345678", Spot(2512, 10235)),
        ("-0.004", "180", Spot(0, 18000)),
        ("91", "10", None),
        ("1", "181", None),
        ("", "", None),
        ("nan", "inf", None),
        ("1e2", "1", None),
        ("25,1", "102", None),
        ("' or 1=1", "2", None),
        ("9" * 5000, "1", None),
    ],
)
def test_a_phones_degrees_are_rounded_and_nonsense_is_no_place(north, east, spot):
    assert read_spot(north, east) == spot


def test_the_middle_of_a_village():
    assert middle([Spot(0, 0), Spot(2, 4)]) == Spot(1, 2)
