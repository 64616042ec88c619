"""A courier came for nothing: what follows depends on why."""

import datetime as dt
from uuid import uuid4

import pytest

from courier.domain.errors import BadInput, NotFound
from courier.domain.visit_outcomes import Elsewhere, Told
from courier.domain.visits import NotDoneReason, VisitState
from courier.services import case_views, rounds, visits
from courier.services.visit_outcomes import people_at
from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.visits import TODAY, TOMORROW, accepted, count, states


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def home(core, county):
    household_id, people = county.household([GRANDMOTHER, SON])
    assess(core)
    return household_id, people


def at_the_door(core, county, home):
    visit = accepted(core, county)
    return rounds.attach_household(
        core, county.courier, visit_id=visit.visit_id, household_id=home[0]
    )


def not_done(core, county, visit, reason, **facts):
    return rounds.not_done(core, county.courier, visit.visit_id, reason=reason, **facts)


def cases_of(core, county):
    return case_views.list_cases(core, actor=county.clerk).lines


@pytest.mark.parametrize("reason", ["nobody_home", "wants_later"])
def test_who_was_not_at_home_or_wants_to_think_is_visited_again(core, county, clock, reason):
    visit = accepted(core, county)
    with pytest.raises(BadInput, match="visit_next_day_missing"):
        not_done(core, county, visit, reason)
    assert states(core, visit.visit_id) == ["requested", "accepted"]
    not_done(core, county, visit, reason, next_on=TOMORROW)
    assert rounds.todays_visits(core, county.courier).due == ()
    clock.forward(days=1)
    due = rounds.todays_visits(core, county.courier).due
    assert [one.visit_id for one in due] == [visit.visit_id]


@pytest.mark.parametrize("reason", ["already_paid", "moved", "died"])
def test_nobody_comes_again_where_that_would_be_wrong(core, county, reason):
    visit = accepted(core, county)
    with pytest.raises(BadInput, match="visit_no_next_day"):
        not_done(core, county, visit, reason, next_on=TOMORROW)
    assert not_done(core, county, visit, reason).status is VisitState.NOT_DONE


def test_where_they_pay_is_noted_and_what_they_owe_stays(core, county, home):
    visit = at_the_door(core, county, home)
    with core.begin() as work:
        before = work.run("select * from obligations order by obligation_id").all()
    told = Told(elsewhere=Elsewhere.OTHER_COUNTY)
    done = not_done(core, county, visit, "already_paid", told=told)
    assert done.steps[-1].detail == "other_county"
    with core.begin() as work:
        assert work.run("select * from obligations order by obligation_id").all() == before
    assert count(core, "cases") == 0


def test_a_household_that_moved_becomes_a_case_of_the_township(core, county, home):
    visit = at_the_door(core, county, home)
    not_done(core, county, visit, "moved", told=Told(moved_to="县城东街"))
    (case,) = cases_of(core, county)
    assert case.kind.value == "moved"
    shown = case_views.case_view(core, actor=county.clerk, case_id=case.case_id)
    assert "县城东街" in shown.story
    assert "县城东街" not in shown.line.what
    with core.begin() as work:
        kept = work.run("select story, visit_id from cases").one()
        trail = work.run("select facts::text from audit_events").scalars().all()
    assert "县城东街".encode() not in bytes(kept.story)
    assert kept.visit_id == visit.visit_id
    assert not [facts for facts in trail if "县城" in facts or "张" in facts]


def test_a_death_names_the_person_to_the_township_alone(core, county, home):
    visit = at_the_door(core, county, home)
    grandmother = people_at(core, county.courier, home[0])[0]
    not_done(core, county, visit, "died", told=Told(insuree_id=grandmother.insuree_id))
    (case,) = cases_of(core, county)
    shown = case_views.case_view(core, actor=county.clerk, case_id=case.case_id)
    assert grandmother.name in shown.story
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert grandmother.name not in str(track)
    with core.begin() as work:
        assert work.scalar("select insuree_id from visit_states where reason = 'died'") == (
            grandmother.insuree_id
        )


def test_somebody_who_is_not_of_the_household_is_not_named(core, county, home):
    visit = at_the_door(core, county, home)
    for told in (Told(insuree_id=uuid4()), Told(insuree_id=visit.visit_id)):
        with pytest.raises(NotFound, match="visit_person_unknown"):
            not_done(core, county, visit, "died", told=told)
    stranger = accepted(core, county, contact_phone="13900000321")
    with pytest.raises(NotFound, match="visit_person_unknown"):
        not_done(core, county, stranger, "died", told=Told(insuree_id=home[1][0]))
    assert count(core, "cases") == 0


def test_too_many_words_about_the_new_place_change_nothing(core, county):
    visit = accepted(core, county)
    with pytest.raises(BadInput, match="visit_words_long"):
        not_done(core, county, visit, "moved", told=Told(moved_to="远" * 121))
    assert states(core, visit.visit_id) == ["requested", "accepted"]


def test_whoever_follows_hears_why_and_when_she_comes_again(core, county):
    visit = accepted(core, county)
    not_done(core, county, visit, "nobody_home", next_on=TOMORROW)
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert (track.comes_again, track.wanted_on) == ("nobody_home", TOMORROW)
    rounds.depart(core, county.courier, visit.visit_id)
    assert visits.follow_visit(core, visit_no=visit.visit_no).comes_again is None


@pytest.mark.parametrize("reason", list(NotDoneReason))
def test_every_reason_has_words_for_the_courier_and_for_who_asked(
    client, core, county, home, reason
):
    visit = at_the_door(core, county, home)
    again = {"nobody_home", "wants_later"}
    not_done(core, county, visit, reason, next_on=TOMORROW if reason in again else None)
    html = client.get(f"/v/{visit.visit_no}").text
    assert "outcomes." not in html
    assert "过世" not in html
    day = TODAY + dt.timedelta(days=1)
    assert (f"{day.year}年{day.month}月{day.day}日" in html) == (reason in again)
