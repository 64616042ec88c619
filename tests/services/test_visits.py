"""A visit as those see it who ask for it, follow it, or look after all of them."""

import datetime as dt
import threading

import pytest

from courier.domain import short_codes
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.visits import MOST_OPEN_VISITS, VisitState
from courier.services import answer_codes, rounds, visits
from courier.services.couriers import reinstate_courier, suspend_courier
from courier.services.visit_views import TrackStep
from courier.texts import Locale
from tests.factories.county import COUNTY_ID, WILLOW, make_county
from tests.factories.visits import PHONE, TODAY, TOMORROW, accepted, ask, count, states


def test_asking_gives_a_number_and_keeps_the_phone_sealed(core):
    make_county(core)
    visit = ask(core)
    assert short_codes.read_visit_number(visit.visit_no) == (COUNTY_ID, visit.visit_no)
    assert (visit.status, visit.village_name) == (VisitState.REQUESTED, "桃花村")
    assert states(core, visit.visit_id) == ["requested"]
    with core.begin() as work:
        kept = work.scalar("select contact_phone from visits")
        trail = work.scalar("select facts::text from audit_events where action = 'visit_requested'")
    assert PHONE.encode() not in bytes(kept)
    assert trail == "{}"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contact_phone": "12345"}, "visit_phone_wrong"),
        ({"contact_phone": ""}, "visit_phone_wrong"),
        ({"contact_name": "  "}, "visit_contact_missing"),
        ({"contact_name": "张" * 41}, "visit_words_long"),
        ({"place": "远" * 121}, "visit_words_long"),
        ({"wanted_on": dt.date(2026, 11, 21)}, "visit_day_past"),
        ({"wanted_on": dt.date(2062, 11, 22)}, "visit_day_far"),
    ],
)
def test_a_bad_wish_is_refused_and_nothing_is_written(core, changes, code):
    make_county(core)
    with pytest.raises(BadInput, match=code):
        ask(core, **changes)
    assert count(core, "visits") == 0


def test_the_day_is_counted_in_china(core, clock):
    make_county(core)
    clock.moment = dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)  # the 23rd in China
    with pytest.raises(BadInput, match="visit_day_past"):
        ask(core, wanted_on=dt.date(2026, 11, 22))


@pytest.mark.parametrize("code", ["990101101000", "110101001001", "", "桃花村"])
def test_a_visit_to_no_village_is_refused(core, code):
    make_county(core)
    with pytest.raises(NotFound, match="village_unknown"):
        ask(core, village_code=code)


def test_asking_twice_gives_the_same_visit(core):
    make_county(core)
    assert ask(core).visit_id == ask(core, note="又说了一遍").visit_id
    assert ask(core, wanted_on=TOMORROW).visit_id != ask(core).visit_id
    assert count(core, "visits") == 2


def test_two_who_press_at_once_get_one_visit(core):
    make_county(core)
    found = []
    pressed = [threading.Thread(target=lambda: found.append(ask(core).visit_no)) for _ in range(4)]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_one_phone_cannot_fill_the_list(core):
    make_county(core)
    for number in range(MOST_OPEN_VISITS):
        ask(core, wanted_on=TODAY + dt.timedelta(days=number))
    with pytest.raises(Refused, match="visit_too_many"):
        ask(core, wanted_on=TODAY + dt.timedelta(days=30))


def test_whoever_follows_sees_the_steps_and_nobody(core, clock):
    county = make_county(core)
    visit = ask(core)
    track = visits.follow_visit(core, visit_no=visit.visit_no.lower())
    assert [(step.state, step.at is None) for step in track.steps] == [
        ("requested", False),
        ("accepted", True),
        ("on_the_way", True),
        ("arrived", True),
        ("paid", True),
        ("signed_off", True),
    ]
    assert (track.courier_name, track.courier_phone) == (None, None)
    assert not {"张大妈", PHONE, "村口第二家"} & {str(value) for value in _values(track)}
    clock.forward(minutes=5)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert track.steps[1] == TrackStep(VisitState.ACCEPTED, clock.now())
    assert (track.courier_name, track.courier_phone) == ("王小花", "13900000001")


def test_a_courier_whose_card_is_stopped_is_vouched_for_no_longer(core):
    county = make_county(core)
    visit = accepted(core, county)
    rounds.arrive(core, county.courier, visit.visit_id)
    courier_id = county.courier.person_id
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="核实")
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert (track.courier_stopped, track.courier_phone) == (True, None)
    told = answer_codes.visit(core, visit.visit_no, Locale.ZH_HANS).text
    assert "王小花的名片现在停用了" in told
    assert "先不要交钱" in told
    assert "到门口了" not in told
    reinstate_courier(core, actor=county.chief, courier_id=courier_id)
    assert not visits.follow_visit(core, visit_no=visit.visit_no).courier_stopped


def _values(track):
    return [getattr(track, name) for name in type(track).__slots__]


@pytest.mark.parametrize("number", ["", "V", "YB1", "V00000000000", "X" * 500])
def test_a_number_that_cannot_be_read_is_named(core, number):
    make_county(core)
    for use in (visits.follow_visit, visits.cancel_visit):
        with pytest.raises(BadInput, match="visit_number_unreadable"):
            use(core, visit_no=number)


def test_a_number_that_nobody_has_is_not_found(core):
    make_county(core)
    for use in (visits.follow_visit, visits.cancel_visit):
        with pytest.raises(NotFound, match="visit_not_found"):
            use(core, visit_no=short_codes.new_visit_number(COUNTY_ID))


def test_a_visit_is_called_off_once_and_stays_so(core):
    make_county(core)
    visit = ask(core)
    for _ in range(2):
        track = visits.cancel_visit(core, visit_no=visit.visit_no)
        assert (track.status, track.may_cancel) == (VisitState.CANCELLED, False)
    assert states(core, visit.visit_id) == ["requested", "cancelled"]


def test_a_courier_at_the_door_is_not_called_off(core):
    county = make_county(core)
    visit = accepted(core, county)
    rounds.arrive(core, county.courier, visit.visit_id)
    with pytest.raises(Conflict, match="visit_other_step"):
        visits.cancel_visit(core, visit_no=visit.visit_no)


def test_an_admin_sees_the_visits_of_her_area_without_addresses(core):
    county = make_county(core)
    east, west = ask(core), ask(core, village_code=WILLOW)
    seen = visits.list_for_admin(core, county.clerk)
    assert [one.visit_id for one in seen] == [east.visit_id]
    assert (seen[0].place, seen[0].contact_phone) == (None, None)
    assert {one.visit_id for one in visits.list_for_admin(core, county.chief)} == {
        east.visit_id,
        west.visit_id,
    }
    visits.cancel_visit(core, visit_no=west.visit_no)
    cancelled = visits.list_for_admin(core, county.chief, VisitState.CANCELLED)
    assert [one.visit_id for one in cancelled] == [west.visit_id]
