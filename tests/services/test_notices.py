"""Messages of the day: whom they reach, when, and who has read them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

import pytest

from courier.domain.errors import BadInput, NotAllowed, NotFound
from courier.domain.notices import LONGEST_NOTICE
from courier.services.notices import (
    list_notices,
    notices_today,
    read_notice,
    withdraw_notice,
    write_notice,
)
from tests.factories.county import make_county
from tests.factories.full_county import make_full_county
from tests.factories.money import count

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
WORDS = "明天东河镇停电，\n先去有电的村。"


@pytest.fixture
def county(core):
    return make_county(core)


def wrote(core, actor, words=WORDS, from_on=TODAY, until_on=TODAY, notice_id=None) -> UUID:
    notice_id = notice_id or uuid4()
    write_notice(
        core, actor=actor, notice_id=notice_id, words=words, from_on=from_on, until_on=until_on
    )
    return notice_id


def told(core, actor) -> list[str]:
    return [one.words for one in notices_today(core, actor=actor)]


def test_a_township_tells_its_own_couriers_and_those_who_work_there(core, county):
    """The other courier is of the west, but goes to a village of the east as well."""
    wrote(core, county.clerk)
    assert told(core, county.courier) == [WORDS]
    assert told(core, county.other_courier) == [WORDS]


def test_a_courier_without_a_village_there_is_not_told(core):
    made = make_full_county(core)
    wrote(core, made.county.clerk)
    assert told(core, made.strangers["courier"]) == []
    assert told(core, made.strangers["courier of another county"]) == []


def test_a_county_tells_all(core, county):
    wrote(core, county.chief, words="全县明天开会")
    assert told(core, county.courier) == told(core, county.other_courier) == ["全县明天开会"]


def test_it_is_shown_from_its_first_to_its_last_day(core, county, clock):
    wrote(core, county.clerk, from_on=TODAY + DAY, until_on=TODAY + 2 * DAY)
    seen = []
    for _ in range(4):
        seen.append(bool(told(core, county.courier)))
        clock.forward(days=1)
    assert seen == [False, True, True, False]


def test_what_was_read_comes_last_and_is_counted_once(core, county):
    first = wrote(core, county.clerk, words="第一条")
    wrote(core, county.clerk, words="第二条")
    read_notice(core, actor=county.courier, notice_id=first)
    read_notice(core, actor=county.courier, notice_id=first)
    assert [(one.words, one.is_read) for one in notices_today(core, actor=county.courier)] == [
        ("第二条", False),
        ("第一条", True),
    ]
    counted = {
        one.words: (one.read, one.couriers) for one in list_notices(core, actor=county.chief)
    }
    assert counted == {"第一条": (1, 2), "第二条": (0, 2)}
    assert count(core, "audit_events", "action = 'notice_read'") == 1


def test_a_township_counts_its_own_couriers_of_what_the_county_wrote(core, county):
    notice = wrote(core, county.chief)
    read_notice(core, actor=county.courier, notice_id=notice)
    read_notice(core, actor=county.other_courier, notice_id=notice)
    (seen,) = list_notices(core, actor=county.clerk)
    assert (seen.read, seen.couriers, seen.is_mine) == (1, 1, False)


def test_pressing_twice_writes_once(core, county):
    notice = wrote(core, county.clerk)
    wrote(core, county.clerk, notice_id=notice)
    assert told(core, county.courier) == [WORDS]
    assert count(core, "audit_events", "action = 'notice_written'") == 1


def test_a_withdrawn_message_is_shown_to_nobody_and_cannot_be_read(core, county):
    notice = wrote(core, county.clerk)
    withdraw_notice(core, actor=county.clerk, notice_id=notice)
    withdraw_notice(core, actor=county.clerk, notice_id=notice)
    assert told(core, county.courier) == []
    with pytest.raises(NotFound, match="notice_unknown"):
        read_notice(core, actor=county.courier, notice_id=notice)
    assert count(core, "audit_events", "action = 'notice_withdrawn'") == 1


def test_a_township_cannot_withdraw_what_the_county_wrote(core, county):
    notice = wrote(core, county.chief)
    with pytest.raises(NotFound, match="notice_unknown"):
        withdraw_notice(core, actor=county.clerk, notice_id=notice)
    assert told(core, county.courier) == [WORDS]


def test_who_may_not_keep_couriers_writes_nothing(core):
    made = make_full_county(core)
    for name in ("auditor", "auditor of a township", "system"):
        with pytest.raises(NotAllowed):
            wrote(core, made.strangers[name])
    with pytest.raises(NotAllowed):
        wrote(core, made.county.courier)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": " \n\t "}, "notice_empty"),
        ({"words": "字" * (LONGEST_NOTICE + 1)}, "notice_long"),
        ({"from_on": None}, "notice_days_missing"),
        ({"until_on": None}, "notice_days_missing"),
        ({"until_on": TODAY - DAY}, "notice_days_order"),
        ({"from_on": TODAY - 2 * DAY, "until_on": TODAY - DAY}, "notice_days_past"),
        ({"until_on": TODAY + 32 * DAY}, "notice_days_many"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(core, county, changes, code):
    with pytest.raises(BadInput, match=code):
        wrote(core, county.clerk, **changes)
    assert count(core, "courier_notices") == 0


def test_blanks_and_noughts_are_left_out_of_the_words(core, county):
    wrote(core, county.clerk, words="  开会 \0  三点 \n\n 带名片 ")
    assert told(core, county.courier) == ["开会 三点\n带名片"]
