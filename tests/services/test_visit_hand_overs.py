"""One visit goes to a colleague, or back to the village."""

import threading
from uuid import uuid4

import pytest

from courier.domain.errors import Conflict, NotFound
from courier.services import rounds, visits
from courier.services.visit_hand_overs import (
    colleagues,
    decline,
    give_back,
    offer_to,
    offers_to_me,
    take_over,
)
from tests.factories.county import PLUM, make_county
from tests.factories.visits import PHONE, accepted, finish_at_settled, states


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def visit(core, county):
    return accepted(core, county)


def asked(core, county, visit):
    offer_to(core, county.courier, visit.visit_id, county.other_courier.person_id)


def test_the_colleagues_are_those_of_the_same_village(core, county, visit):
    assert [one.name for one in colleagues(core, county.courier, visit.visit_id)] == ["李大山"]
    elsewhere = accepted(core, county, village_code=PLUM)
    assert colleagues(core, county.courier, elsewhere.visit_id) == ()
    with pytest.raises(NotFound, match="visit_not_found"):
        colleagues(core, county.other_courier, visit.visit_id)


def test_until_the_colleague_says_yes_the_visit_stays_hers(core, county, visit):
    asked(core, county, visit)
    (offered,) = offers_to_me(core, county.other_courier)
    assert (offered.contact_name, offered.contact_phone, offered.place) == (None, None, None)
    assert offered.courier_name == "王小花"
    assert rounds.visit_of(core, county.courier, visit.visit_id).offered_name == "李大山"
    with pytest.raises(NotFound, match="visit_not_found"):
        rounds.visit_of(core, county.other_courier, visit.visit_id)


def test_who_says_yes_goes_and_whoever_follows_sees_who_comes(core, county, visit):
    asked(core, county, visit)
    take_over(core, county.other_courier, visit.visit_id)
    take_over(core, county.other_courier, visit.visit_id)
    assert rounds.visit_of(core, county.other_courier, visit.visit_id).contact_phone == PHONE
    assert visits.follow_visit(core, visit_no=visit.visit_no).courier_name == "李大山"
    assert states(core, visit.visit_id) == ["requested", "accepted", "accepted"]
    assert offers_to_me(core, county.other_courier) == ()
    with pytest.raises(NotFound, match="visit_not_found"):
        rounds.depart(core, county.courier, visit.visit_id)


def test_no_means_it_stays_where_it_was(core, county, visit):
    asked(core, county, visit)
    decline(core, county.other_courier, visit.visit_id)
    assert rounds.visit_of(core, county.courier, visit.visit_id).offered_name is None
    with pytest.raises(Conflict, match="visit_not_offered"):
        take_over(core, county.other_courier, visit.visit_id)


def test_what_was_taken_back_is_not_taken_over(core, county, visit):
    asked(core, county, visit)
    offer_to(core, county.courier, visit.visit_id, None)
    with pytest.raises(Conflict, match="visit_not_offered"):
        take_over(core, county.other_courier, visit.visit_id)
    assert rounds.visit_of(core, county.courier, visit.visit_id).status == "accepted"


def test_a_visit_given_back_is_anybodys_of_the_village(core, county, visit):
    rounds.depart(core, county.courier, visit.visit_id)
    give_back(core, county.courier, visit.visit_id)
    track = visits.follow_visit(core, visit_no=visit.visit_no)
    assert (track.courier_name, track.status, track.card_no) == (None, "requested", None)
    assert next(step.state for step in track.steps if step.at is None) == "accepted"
    offered = rounds.offered_visits(core, county.other_courier)
    assert [one.visit_id for one in offered] == [visit.visit_id]
    rounds.accept_visit(core, county.other_courier, visit.visit_id)
    with pytest.raises(NotFound, match="visit_not_found"):
        give_back(core, county.courier, visit.visit_id)


def test_at_the_door_and_after_the_end_nothing_changes_hands(core, county, visit):
    asked(core, county, visit)
    rounds.arrive(core, county.courier, visit.visit_id)
    assert offers_to_me(core, county.other_courier) == ()
    for use in (give_back, take_over):
        actor = county.courier if use is give_back else county.other_courier
        with pytest.raises(Conflict, match="visit_at_the_door"):
            use(core, actor, visit.visit_id)
    finish_at_settled(core, county, visit.visit_id)
    with pytest.raises(Conflict, match="visit_over"):
        give_back(core, county.courier, visit.visit_id)


@pytest.mark.parametrize("whom", ["nobody", "herself", "admin"])
def test_only_a_colleague_of_the_village_is_asked(core, county, visit, whom):
    ids = {
        "nobody": uuid4(),
        "herself": county.courier.person_id,
        "admin": county.clerk.person_id,
    }
    with pytest.raises(Conflict, match="colleague_not_there"):
        offer_to(core, county.courier, visit.visit_id, ids[whom])


def test_taking_back_and_taking_over_at_once_leave_one_courier(core, county, visit):
    asked(core, county, visit)
    start, said = threading.Barrier(2), []

    def press(use, *facts):
        start.wait()
        try:
            use(core, *facts)
            said.append("done")
        except (Conflict, NotFound) as error:
            said.append(error.code)

    both = [
        threading.Thread(target=press, args=facts)
        for facts in (
            (take_over, county.other_courier, visit.visit_id),
            (give_back, county.courier, visit.visit_id),
        )
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert said.count("done") == 1
    owner = visits.follow_visit(core, visit_no=visit.visit_no).courier_name
    assert owner in {"李大山", None}
    assert len(states(core, visit.visit_id)) == 3
