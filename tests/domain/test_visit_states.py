"""The states of a visit, and what people write when they ask for one."""

import datetime as dt
import itertools

import pytest

from courier.domain.errors import BadInput, Conflict
from courier.domain.visits import (
    OVER,
    TRACK,
    VisitState,
    check_day,
    check_step,
    clean_words,
    may_follow,
    read_phone,
)

TODAY = dt.date(2026, 11, 22)


def test_a_visit_goes_its_way_step_by_step():
    way = [
        VisitState.REQUESTED,
        VisitState.ACCEPTED,
        VisitState.ON_THE_WAY,
        VisitState.ARRIVED,
        VisitState.CONSENTED,
        VisitState.PAID,
        VisitState.SIGNED_OFF,
    ]
    assert all(may_follow(here, there) for here, there in itertools.pairwise(way))


@pytest.mark.parametrize("state", sorted(OVER - {VisitState.NOT_DONE}))
def test_nothing_follows_the_end(state):
    assert not any(may_follow(state, following) for following in VisitState)


def test_a_visit_that_failed_may_be_tried_once_more():
    assert may_follow(VisitState.NOT_DONE, VisitState.ACCEPTED)


@pytest.mark.parametrize("state", [VisitState.ARRIVED, VisitState.CONSENTED, VisitState.PAID])
def test_nobody_cancels_a_courier_who_stands_at_the_door(state):
    with pytest.raises(Conflict, match="visit_other_step"):
        check_step(state, VisitState.CANCELLED)


def test_money_that_came_is_never_called_not_done():
    assert not may_follow(VisitState.PAID, VisitState.NOT_DONE)


def test_a_visit_that_is_over_says_so():
    with pytest.raises(Conflict, match="visit_over"):
        check_step(VisitState.CANCELLED, VisitState.ACCEPTED)


def test_every_step_of_the_track_can_be_reached():
    assert all(any(may_follow(here, there) for here in VisitState) for there in TRACK[1:])


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("13912345678", "13912345678"),
        (" 139 1234 5678 ", "13912345678"),
        ("139-1234-5678", "13912345678"),
        ("+86 139 1234 5678", "13912345678"),
        ("008613912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("(0558) 4021234", "05584021234"),
        ("010-61234567", "01061234567"),
    ],
)
def test_a_phone_number_is_read_as_people_write_it(written, digits):
    assert read_phone(written) == digits


@pytest.mark.parametrize(
    "written",
    ["", "12345", "12912345678", "1391234567", "139123456789", "abc", "4021234", "+1 2025550100"],
)
def test_what_is_no_phone_number_is_refused(written):
    with pytest.raises(BadInput, match="visit_phone_wrong"):
        read_phone(written)


def test_today_is_not_past_and_no_day_is_no_trouble():
    check_day(TODAY, TODAY)
    check_day(None, TODAY)


def test_yesterday_and_a_wrong_year_are_refused():
    with pytest.raises(BadInput, match="visit_day_past"):
        check_day(TODAY - dt.timedelta(days=1), TODAY)
    with pytest.raises(BadInput, match="visit_day_far"):
        check_day(TODAY.replace(year=2027), TODAY)


def test_words_come_out_on_one_line_without_what_cannot_be_seen():
    assert clean_words("村口\n第二家\u200b\x00 ", 20) == "村口 第二家"
    assert clean_words(None, 20) == ""


def test_a_novel_is_refused():
    with pytest.raises(BadInput, match="visit_words_long"):
        clean_words("远" * 21, 20)
