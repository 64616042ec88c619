"""A visit from the asking to the signing off, as everybody sees it."""

import datetime as dt
import threading
from uuid import uuid4

import pytest
from sqlalchemy import event

from courier.domain import short_codes
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.visits import MOST_OPEN_VISITS, VisitState
from courier.services import rounds, visits
from courier.services.visit_views import TrackStep
from tests.factories.county import COUNTY_ID, PEACH, PINE, PLUM, WILLOW, make_county

TODAY = dt.date(2026, 11, 22)
TOMORROW = TODAY + dt.timedelta(days=1)
PHONE = "13912345678"


def ask(core, **changes):
    facts = {
        "village_code": PEACH,
        "contact_name": "张大妈",
        "contact_phone": PHONE,
        "place": "村口第二家",
        "wanted_on": TODAY,
        "note": "耳朵不好，请大声敲门",
        "asked_through": "chat",
    }
    return visits.request_visit(core, **{**facts, **changes})


def states(core, visit_id):
    with core.begin() as work:
        return list(
            work.run(
                "select state from visit_states where visit_id = :v order by seq", {"v": visit_id}
            ).scalars()
        )


def count(core, table):
    with core.begin() as work:
        return work.scalar(f"select count(*) from {table}")


def accepted(core, county, **changes):
    visit = ask(core, **changes)
    return rounds.accept_visit(core, county.courier, visit.visit_id)


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


def test_a_courier_is_offered_her_own_villages_without_names_and_phones(core):
    county = make_county(core)
    here = ask(core)
    ask(core, village_code=WILLOW, contact_phone="13900000009")
    offered = rounds.offered_visits(core, county.courier)
    assert [one.visit_id for one in offered] == [here.visit_id]
    assert (offered[0].contact_name, offered[0].contact_phone, offered[0].place) == (None,) * 3


def test_who_accepts_sees_whom_to_visit(core):
    county = make_county(core)
    visit = accepted(core, county)
    assert (visit.contact_name, visit.contact_phone, visit.place) == ("张大妈", PHONE, "村口第二家")
    assert rounds.offered_visits(core, county.courier) == ()


def test_accepting_again_changes_nothing(core):
    county = make_county(core)
    visit = accepted(core, county)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    assert states(core, visit.visit_id) == ["requested", "accepted"]


def test_of_two_couriers_who_accept_at_once_one_has_the_visit(core):
    county = make_county(core)
    visit = ask(core)
    start, outcomes = threading.Barrier(2), []

    def accept(actor):
        start.wait()
        try:
            outcomes.append(rounds.accept_visit(core, actor, visit.visit_id).courier_name)
        except Conflict as conflict:
            outcomes.append(conflict.code)

    both = [
        threading.Thread(target=accept, args=[a]) for a in (county.courier, county.other_courier)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert "visit_taken" in outcomes
    assert len({"王小花", "李大山"} & set(outcomes)) == 1
    assert states(core, visit.visit_id) == ["requested", "accepted"]


def test_a_visit_of_another_village_or_another_courier_is_not_there(core):
    county = make_county(core)
    far = ask(core, village_code=PINE)
    taken = accepted(core, county, wanted_on=TOMORROW)
    for actor, visit in ((county.courier, far), (county.other_courier, taken)):
        for use in (rounds.visit_of, rounds.depart, rounds.arrive, rounds.finish):
            with pytest.raises(NotFound, match="visit_not_found"):
                use(core, actor, visit.visit_id)
    with pytest.raises(NotFound, match="visit_not_found"):
        rounds.accept_visit(core, county.courier, far.visit_id)
    with pytest.raises(NotFound, match="visit_not_found"):
        rounds.visit_of(core, county.courier, uuid4())


def test_the_whole_way_is_written_down_with_its_times(core, clock):
    county = make_county(core)
    visit = ask(core)
    for step in (rounds.accept_visit, rounds.depart, rounds.arrive, rounds.finish):
        clock.forward(minutes=10)
        visit = step(core, county.courier, visit.visit_id)
    assert visit.status is VisitState.SIGNED_OFF
    assert states(core, visit.visit_id) == [
        "requested",
        "accepted",
        "on_the_way",
        "arrived",
        "signed_off",
    ]
    times = [step.at for step in visit.steps]
    assert times == sorted(times)
    assert times[-1] - times[0] == dt.timedelta(minutes=40)


def test_a_step_pressed_twice_is_one_step(core):
    county = make_county(core)
    visit = accepted(core, county)
    for step in (rounds.depart, rounds.arrive, rounds.finish):
        step(core, county.courier, visit.visit_id)
        step(core, county.courier, visit.visit_id)
    assert len(states(core, visit.visit_id)) == 5


def test_nobody_signs_off_before_arriving(core):
    county = make_county(core)
    visit = accepted(core, county)
    with pytest.raises(Conflict, match="visit_other_step"):
        rounds.finish(core, county.courier, visit.visit_id)


def test_nobody_at_home_and_a_next_day_keep_the_visit_hers(core):
    county = make_county(core)
    visit = accepted(core, county)
    again = rounds.not_done(
        core, county.courier, visit.visit_id, reason="nobody_home", next_on=TOMORROW
    )
    assert (again.status, again.wanted_on) == (VisitState.ACCEPTED, TOMORROW)
    assert again.steps[-2].reason == "nobody_home"
    assert [one.visit_id for one in rounds.todays_visits(core, county.courier).later] == [
        visit.visit_id
    ]


def test_without_a_next_day_the_visit_is_over(core):
    county = make_county(core)
    visit = accepted(core, county)
    over = rounds.not_done(core, county.courier, visit.visit_id, reason="does_not_want")
    assert over.status is VisitState.NOT_DONE
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert track.steps[-1].reason == "does_not_want"
    with pytest.raises(Conflict, match="visit_over"):
        rounds.arrive(core, county.courier, visit.visit_id)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"reason": "tired"}, "visit_reason_missing"),
        ({"reason": "nobody_home", "next_on": dt.date(2026, 11, 1)}, "visit_day_past"),
    ],
)
def test_not_done_needs_a_reason_and_a_day_to_come(core, facts, code):
    county = make_county(core)
    visit = accepted(core, county)
    with pytest.raises(BadInput, match=code):
        rounds.not_done(core, county.courier, visit.visit_id, **facts)
    assert states(core, visit.visit_id) == ["requested", "accepted"]


def test_a_courier_sees_what_is_due_what_comes_and_what_is_done(core, clock):
    county = make_county(core)
    due = accepted(core, county)
    anytime = accepted(core, county, wanted_on=None)
    later = accepted(core, county, wanted_on=TOMORROW)
    done = accepted(core, county, village_code=PLUM)
    rounds.arrive(core, county.courier, done.visit_id)
    rounds.finish(core, county.courier, done.visit_id)
    found = rounds.todays_visits(core, county.courier)
    assert {one.visit_id for one in found.due} == {due.visit_id, anytime.visit_id}
    assert [one.visit_id for one in found.later] == [later.visit_id]
    assert [one.visit_id for one in found.done] == [done.visit_id]
    clock.forward(days=1)
    found = rounds.todays_visits(core, county.courier)
    assert {one.visit_id for one in found.due} == {due.visit_id, anytime.visit_id, later.visit_id}
    assert found.done == ()


def test_meeting_a_household_notes_it_and_the_arrival(core):
    county = make_county(core)
    household_id, _ = county.household([("张老太", dt.date(1958, 3, 1), [])])
    visit = accepted(core, county)
    met = rounds.attach_household(
        core, county.courier, visit_id=visit.visit_id, household_id=household_id
    )
    assert (met.household_id, met.status) == (household_id, VisitState.ARRIVED)


def test_a_household_of_another_village_is_not_attached(core):
    county = make_county(core)
    household_id, _ = county.household([("张老太", dt.date(1958, 3, 1), [])], village=PINE)
    visit = accepted(core, county)
    with pytest.raises(NotFound, match="household_not_found"):
        rounds.attach_household(
            core, county.courier, visit_id=visit.visit_id, household_id=household_id
        )


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


def test_the_round_takes_as_many_statements_for_ten_visits_as_for_one(core):
    county = make_county(core)
    accepted(core, county)
    one = statements(core, lambda: rounds.todays_visits(core, county.courier))
    for number in range(9):
        accepted(core, county, contact_phone=f"1390000010{number}")
    assert statements(core, lambda: rounds.todays_visits(core, county.courier)) == one == 1


def statements(core, use) -> int:
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(core.engine, "before_cursor_execute", note)
    use()
    event.remove(core.engine, "before_cursor_execute", note)
    return len(seen)
