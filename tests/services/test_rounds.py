"""A courier's round, and what two couriers do to one visit."""

import datetime as dt
import threading
from uuid import uuid4

import pytest

from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.visits import VisitState
from courier.services import rounds, visits
from tests.factories.county import PINE, PLUM, WILLOW, make_county
from tests.factories.visits import (
    PHONE,
    TOMORROW,
    accepted,
    ask,
    finish_at_settled,
    statements,
    states,
)


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
    for step in (rounds.accept_visit, rounds.depart, rounds.arrive):
        clock.forward(minutes=10)
        step(core, county.courier, visit.visit_id)
    clock.forward(minutes=10)
    visit = finish_at_settled(core, county, visit.visit_id)
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
    for step in (rounds.depart, rounds.arrive):
        step(core, county.courier, visit.visit_id)
        step(core, county.courier, visit.visit_id)
    finish_at_settled(core, county, visit.visit_id)
    rounds.finish(core, county.courier, visit.visit_id)
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
    finish_at_settled(core, county, done.visit_id)
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


def test_the_round_takes_as_many_statements_for_ten_visits_as_for_two(core):
    county = make_county(core)
    for number in range(2):
        accepted(core, county, contact_phone=f"1390000020{number}")
    two = statements(core, lambda: rounds.todays_visits(core, county.courier))
    for number in range(9):
        accepted(core, county, contact_phone=f"1390000010{number}")
    assert statements(core, lambda: rounds.todays_visits(core, county.courier)) == two == 2
