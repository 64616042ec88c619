"""Two bits a place, and what a list at hand may still say."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.credentials import CardClaims, CardStatus
from courier.domain.status_lists import (
    LASTS,
    PlaceState,
    StatusList,
    is_believable,
    list_path,
    pack,
    state_at,
    status_in,
)

NOW = dt.datetime(2026, 11, 22, 4, tzinfo=dt.UTC)
COUNTY = 341521
VALID, REVOKED, SUSPENDED, NEVER = PlaceState
MINUTE = dt.timedelta(minutes=1)


def list_made(at: dt.datetime = NOW, places: bytes = b"\x24") -> StatusList:
    """Places 0 in order, 1 revoked, 2 suspended, 3 in order; no more."""
    return StatusList(f"https://x.test{list_path(COUNTY)}", at, at + LASTS, places)


def card(place: int, issued_at: dt.datetime = NOW - dt.timedelta(days=1)) -> CardClaims:
    return CardClaims(
        county_id=COUNTY,
        card_number="CAD3H7K2M9PX",
        courier_number="100001",
        name="赵春梅",
        region_codes=("341521104",),
        issued_at=issued_at,
        valid_from=issued_at,
        valid_until=issued_at + dt.timedelta(days=365),
        status_index=place,
    )


def test_the_example_of_the_draft_is_packed_as_it_says():
    states = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]
    told = [(state, [at for at, s in enumerate(states) if s == state]) for state in PlaceState]
    assert pack(told) == bytes([0xC9, 0x44, 0xF9])


@given(st.dictionaries(st.integers(0, 500), st.sampled_from(PlaceState)))
def test_what_is_packed_reads_back_and_all_else_was_never_given_out(states):
    packed = pack((state, [p for p, s in states.items() if s is state]) for state in PlaceState)
    for place in range(-2, 600):
        assert state_at(packed, place) is states.get(place, NEVER)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (0, CardStatus.ACTIVE),
        (1, CardStatus.REVOKED),
        (2, CardStatus.SUSPENDED),
        (3, CardStatus.ACTIVE),
        (4, CardStatus.UNKNOWN),
        (10**9, CardStatus.UNKNOWN),
        (-1, CardStatus.UNKNOWN),
    ],
)
def test_a_place_says_what_its_bits_say(place, said):
    assert status_in(list_made(), card(place), NOW) is said


def test_an_old_list_still_tells_who_was_stopped_but_not_who_is_in_order():
    late = NOW + LASTS
    said = [status_in(list_made(), card(place), late) for place in range(5)]
    assert said == [
        CardStatus.OLD,
        CardStatus.REVOKED,
        CardStatus.SUSPENDED,
        CardStatus.OLD,
        CardStatus.UNKNOWN,
    ]
    last_second = late - dt.timedelta(seconds=1)
    assert status_in(list_made(), card(0), last_second) is CardStatus.ACTIVE


def test_a_card_younger_than_the_list_cannot_stand_in_it():
    assert status_in(list_made(), card(99, NOW), NOW + MINUTE) is CardStatus.OLD
    assert status_in(list_made(), card(99, NOW - 5 * MINUTE), NOW) is CardStatus.UNKNOWN


def test_a_list_is_believed_about_its_own_county():
    assert is_believable(list_made(), COUNTY, NOW)
    assert not is_believable(list_made(), COUNTY + 1, NOW)
    assert not is_believable(list_made(), COUNTY // 10, NOW)


def test_a_list_from_the_future_is_not_believed():
    assert is_believable(list_made(NOW + 5 * MINUTE), COUNTY, NOW)
    assert not is_believable(list_made(NOW + 6 * MINUTE), COUNTY, NOW)


def test_a_list_older_than_one_seen_is_not_believed():
    assert is_believable(list_made(), COUNTY, NOW, newest=NOW)
    assert not is_believable(list_made(), COUNTY, NOW, newest=NOW + MINUTE)
