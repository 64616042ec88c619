"""Checks are counted by way and reason, never by whom; what is out of the usual rings."""

from __future__ import annotations

import pytest

from courier.domain.checks import AlarmKind, CheckWay
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.spoken_checks import Asked
from courier.services import check_alarms
from courier.services.cards import Looker, check_card, own_card
from courier.services.checks import checks_of, doors_around, doors_of, note_door
from courier.services.core import Actor, ActorKind
from courier.services.couriers import suspend_courier
from courier.services.spoken_checks import check_spoken
from tests.factories.county import COUNTY, COUNTY_ID, EAST, PEACH, PLUM, WEST, WILLOW, make_county
from tests.factories.courier_phones import DigitsPhone, registered_holder


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(core, county):
    return DigitsPhone(core, *registered_holder(core, county))


@pytest.fixture
def own(core, phone):
    return own_card(core, actor=phone.holder)


def rung(core, county):
    found = check_alarms.open_alarms(core, actor=county.chief).alarms
    return {one.kind: one.times for one in found}


def test_each_way_is_counted_with_what_was_said(core, county, phone, own):
    number = own.card.card_no
    check_card(core, text=own.address)
    check_card(core, text=number, way=CheckWay.NUMBER)
    for way in (CheckWay.TEXT, CheckWay.ASSISTANT):
        check_spoken(core, asked=Asked(number), way=way)
    check_spoken(core, asked=Asked(number, phone.shows()), way=CheckWay.PHONE)
    counted = checks_of(core, actor=county.chief, courier_id=phone.holder.person_id)
    assert {(one.way, one.reason, one.checks) for one in counted} == {
        ("page", "may_be_a_copy", 1),
        ("number", "may_be_a_copy", 1),
        ("text", "may_be_a_copy", 1),
        ("assistant", "may_be_a_copy", 1),
        ("phone", "digits_right", 1),
    }


def test_nobody_outside_the_area_sees_counts_doors_or_alarms(core, county, phone, own):
    check_card(core, text=own.address)
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    (alarm,) = check_alarms.open_alarms(core, actor=county.clerk).alarms
    western = Actor(ActorKind.ADMIN, COUNTY_ID, county.clerk.person_id, "西", WEST, "township")
    foreign = Actor(ActorKind.ADMIN, 1, county.clerk.person_id, "外", COUNTY, "county")
    for stranger in (western, foreign):
        who = phone.holder.person_id
        assert checks_of(core, actor=stranger, courier_id=who) == ()
        assert doors_of(core, actor=stranger, courier_id=who) == ()
        assert check_alarms.open_alarms(core, actor=stranger).alarms == ()
        assert check_alarms.count_open_alarms(core, actor=stranger) == 0
        for act in (
            lambda s=stranger: check_alarms.alarm_view(core, actor=s, alarm_id=alarm.alarm_id),
            lambda s=stranger: check_alarms.close_alarm(
                core, actor=s, alarm_id=alarm.alarm_id, found="看过"
            ),
        ):
            with pytest.raises(NotFound, match="alarm_unknown"):
                act()
    with pytest.raises(NotAllowed):
        check_alarms.open_alarms(core, actor=phone.holder)


def test_an_unusual_number_of_checks_rings_and_a_usual_one_does_not(core, clock, county, own):
    for _ in range(29):
        check_card(core, text=own.address)
    assert rung(core, county) == {}
    check_card(core, text=own.address)
    assert rung(core, county) == {AlarmKind.MANY: 30}
    check_card(core, text=own.address)
    assert rung(core, county) == {AlarmKind.MANY: 31}, "one row a day, with how often by now"


def test_what_is_usual_with_her_is_no_alarm(core, clock, county, own, phone):
    with core.begin() as work:
        work.run(
            "insert into courier_checks select :county, :courier, d::date, 'page', 'live', 20"
            " from generate_series(date '2026-10-25', date '2026-11-21', interval '1 day') d",
            {"county": COUNTY_ID, "courier": phone.holder.person_id},
        )
        work.commit()
    for _ in range(40):
        check_card(core, text=own.address)
    assert rung(core, county) == {}


def test_a_stopped_card_that_goes_on_being_shown_rings(core, county, phone, own):
    who = phone.holder.person_id
    suspend_courier(core, actor=county.chief, courier_id=who, reason="核实")
    for _ in range(5):
        check_card(core, text=own.address)
    assert rung(core, county) == {AlarmKind.RED: 5}


def test_one_code_in_several_hands_rings_as_a_copy(core, county, phone, own):
    digits = phone.shows()
    for _ in range(4):
        check_spoken(core, asked=Asked(own.card.card_no, digits), way=CheckWay.TEXT)
    assert rung(core, county) == {AlarmKind.COPIES: 3}


def test_one_live_code_seen_by_several_browsers_rings_as_a_copy(core, county):
    from tests.services.test_live_cards import Phone

    holder, _ = registered_holder(core, county)
    live = Phone(core, county, holder)
    code = live.shows()
    for browser in range(4):
        check_card(core, text=code, looker=Looker(f"browser {browser}".encode()))
    assert rung(core, county) == {AlarmKind.COPIES: 3}


def test_somebody_who_guesses_digits_rings(core, county, phone, own):
    for _ in range(11):
        asked = Asked(own.card.card_no, phone.never_shows())
        check_spoken(core, asked=asked, way=CheckWay.PHONE)
    assert rung(core, county) == {AlarmKind.WRONG_DIGITS: 1}


def test_a_door_of_her_village_is_counted_and_rings_nothing(core, county, phone, own):
    for place in (PEACH, PLUM, PEACH):
        note_door(core, card_no=own.card.card_no, place=place)
    told = doors_of(core, actor=county.clerk, courier_id=phone.holder.person_id)
    assert {(one.village_name, one.is_hers, one.checks) for one in told} == {
        ("桃花村", True, 2),
        ("李家村", True, 1),
    }
    assert rung(core, county) == {}


def test_a_door_elsewhere_rings(core, county, phone, own):
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    assert rung(core, county) == {AlarmKind.FAR: 2}
    (told,) = doors_of(core, actor=county.clerk, courier_id=phone.holder.person_id)
    assert (told.village_name, told.is_hers, told.checks) == (None, False, 2)


def test_her_own_villages_are_asked_first_and_the_townships_others_after(core, county):
    holder, _ = registered_holder(core, county, village_codes=(PLUM,))
    number = own_card(core, actor=holder).card.card_no
    doors = doors_around(core, card_no=number)
    assert [(one.village_code, one.is_hers) for one in doors] == [(PLUM, True), (PEACH, False)]
    note_door(core, card_no=number, place=PEACH)
    assert rung(core, county) == {AlarmKind.FAR: 1}


@pytest.mark.parametrize("place", ["", WILLOW, "990101101999", "here", EAST, "'; drop table x"])
def test_a_place_that_was_not_offered_is_refused(core, county, own, place):
    with pytest.raises(BadInput, match="check_place_unknown"):
        note_door(core, card_no=own.card.card_no, place=place)


def test_no_position_and_no_asker_stands_in_the_tables(core, own):
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    with core.begin() as work:
        for table in ("courier_checks", "check_places", "check_alarms"):
            columns = set(
                work.run(
                    "select column_name from information_schema.columns where table_name = :t",
                    {"t": table},
                ).scalars()
            )
            assert not columns & {"ip", "address", "session", "latitude", "asked_by", "phone"}


def test_an_alarm_is_looked_at_once_and_says_what_was_found(core, clock, county, own):
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    (alarm,) = check_alarms.open_alarms(core, actor=county.clerk).alarms
    assert alarm.may_close
    found = "打电话问过，是在外村走亲戚"
    check_alarms.close_alarm(core, actor=county.clerk, alarm_id=alarm.alarm_id, found=found)
    assert check_alarms.open_alarms(core, actor=county.clerk).alarms == ()
    (closed,) = check_alarms.closed_alarms(core, actor=county.chief).alarms
    assert (closed.state, closed.looked_by_name, closed.found) == ("looked_at", "录入员", found)
    with pytest.raises(Conflict, match="alarm_looked_at"):
        check_alarms.close_alarm(core, actor=county.chief, alarm_id=alarm.alarm_id, found="再看")
    with core.begin() as work:
        assert work.scalar("select count(*) from audit_events where action = 'check_alarm_closed'")


@pytest.mark.parametrize("found", ["", "   ", "字" * 501, "他的身份证是11010119800101001X"])
def test_what_was_found_must_be_words(core, county, own, found):
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    (alarm,) = check_alarms.open_alarms(core, actor=county.clerk).alarms
    with pytest.raises(BadInput):
        check_alarms.close_alarm(core, actor=county.clerk, alarm_id=alarm.alarm_id, found=found)


def test_an_auditor_sees_and_does_not_close(core, county, own):
    note_door(core, card_no=own.card.card_no, place="elsewhere")
    auditor = Actor(ActorKind.ADMIN, COUNTY_ID, county.chief.person_id, "审", COUNTY, "auditor")
    (alarm,) = check_alarms.open_alarms(core, actor=auditor).alarms
    assert not alarm.may_close
    with pytest.raises(NotAllowed):
        check_alarms.close_alarm(core, actor=auditor, alarm_id=alarm.alarm_id, found="看过")


def test_alarms_are_listed_page_by_page(core, clock, county, own):
    for _ in range(33):
        note_door(core, card_no=own.card.card_no, place="elsewhere")
        clock.forward(days=1)
    first = check_alarms.open_alarms(core, actor=county.chief)
    second = check_alarms.open_alarms(core, actor=county.chief, before=first.next_before)
    assert (len(first.alarms), len(second.alarms), second.next_before) == (30, 3, None)
    assert check_alarms.count_open_alarms(core, actor=county.chief) == 33
