"""Sessions: looked up at each request, ended at once, idle ones closed."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from courier.domain.browsers import Browser, family_of
from courier.domain.errors import NotAllowed, NotFound
from courier.services.admin_sign_in import sign_in_by_code
from courier.services.admins import change_password
from courier.services.sessions import (
    actor_of_session,
    end_my_other_sessions,
    end_my_session,
    end_session,
    my_sessions,
)
from tests.factories.county import make_county
from tests.factories.people_at_work import open_session
from tests.factories.sign_ins import PASSWORD, Staff, begun, staff

UNTRUE = "not this password"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(core, county) -> Staff:
    return staff(core)


def actor_of(core, session, **facts):
    return actor_of_session(
        core, county_id=session.county_id, session_id=session.session_id, **facts
    )


def test_a_session_ends_by_signing_out(core, chief):
    session = chief.sign_in()
    for _ in range(2):  # ending an ended one is no error
        end_session(core, county_id=session.county_id, session_id=session.session_id)
    assert actor_of(core, session) is None


def test_a_session_ends_after_twelve_hours_however_busy(core, clock, chief):
    session = chief.sign_in()
    for _ in range(12 * 3 - 1):
        clock.forward(minutes=20)
        assert actor_of(core, session)
    clock.forward(minutes=20)
    assert actor_of(core, session) is None


def test_an_admins_session_ends_after_thirty_idle_minutes(core, clock, chief):
    session = chief.sign_in()
    clock.forward(minutes=29)
    assert actor_of(core, session)
    clock.forward(minutes=29)
    assert actor_of(core, session), "being there counts from the last request"
    clock.forward(minutes=30)
    assert actor_of(core, session) is None
    assert actor_of(core, session) is None, "asking again does not wake it"


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(core, clock, chief):
    session = chief.sign_in()
    for _ in range(3):
        clock.forward(minutes=9)
        assert actor_of(core, session, by_hand=False)
    clock.forward(minutes=9)
    assert actor_of(core, session, by_hand=False) is None


def test_a_couriers_phone_may_wait_between_two_doors(core, clock, county):
    session_id = open_session(core, county.courier)
    facts = {"county_id": county.courier.county_id, "session_id": session_id}
    clock.forward(hours=11)
    assert actor_of_session(core, **facts) == county.courier
    clock.forward(hours=1)
    assert actor_of_session(core, **facts) is None


def test_knowing_who_is_signed_in_takes_one_query(core, clock, chief):
    session = chief.sign_in()
    clock.forward(minutes=5)
    asked = []
    event.listen(core.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    assert actor_of(core, session)
    assert len(asked) == 1


def test_one_sees_ones_own_sign_ins_and_ends_one_with_the_password(core, clock, chief):
    other, here = chief.sign_in(), chief.sign_in()
    actor = actor_of(core, here)
    listed = my_sessions(core, actor=actor, session_id=here.session_id)
    assert {one.session_id: one.is_this for one in listed} == {
        here.session_id: True,
        other.session_id: False,
        chief.set_up.session.session_id: False,
    }
    end = {"actor": actor, "session_id": here.session_id, "ended": str(other.session_id)}
    with pytest.raises(NotAllowed, match="password_wrong"):
        end_my_session(core, **end, password=UNTRUE)
    assert actor_of(core, other)
    end_my_session(core, **end, password=PASSWORD)
    assert (actor_of(core, other), actor_of(core, here)) == (None, actor)


def test_all_other_sign_ins_are_ended_and_this_one_gets_another_name(core, chief):
    other, here = chief.sign_in(), chief.sign_in()
    actor = actor_of(core, here)
    renewed = end_my_other_sessions(
        core, actor=actor, session_id=here.session_id, password=PASSWORD
    )
    assert actor_of(core, renewed) == actor
    assert [actor_of(core, one) for one in (other, here, chief.set_up.session)] == [None] * 3


def test_nobody_ends_or_sees_anothers_sign_in(core, chief):
    stranger = staff(core, "stranger")
    theirs, mine = stranger.sign_in(), chief.sign_in()
    actor = actor_of(core, mine)
    seen = my_sessions(core, actor=actor, session_id=mine.session_id)
    assert theirs.session_id not in {one.session_id for one in seen}
    for wanted in (str(theirs.session_id), "nonsense", ""):
        with pytest.raises(NotFound, match="session_unknown"):
            end_my_session(
                core, actor=actor, session_id=mine.session_id, password=PASSWORD, ended=wanted
            )
    assert actor_of(core, theirs)


def test_another_password_renews_this_session_and_ends_all_others(core, chief):
    other, here = chief.sign_in(), chief.sign_in()
    actor, new = actor_of(core, here), "five other plain unrelated words"
    change = {"actor": actor, "session_id": here.session_id, "new_password": new}
    with pytest.raises(NotAllowed, match="password_wrong"):
        change_password(core, **change, password=UNTRUE)
    renewed = change_password(core, **change, password=PASSWORD)
    assert actor_of(core, renewed) == actor
    assert [actor_of(core, one) for one in (other, here)] == [None, None]
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        chief.begun()
    assert begun(core, chief.sign_in_name, new)


def test_a_renewed_session_ends_no_later_than_the_first(core, clock, chief):
    session = chief.sign_in()
    for _ in range(23):
        clock.forward(minutes=29)
        session = end_my_other_sessions(
            core,
            actor=actor_of(core, session),
            session_id=session.session_id,
            password=PASSWORD,
        )
    clock.forward(minutes=29)
    assert actor_of(core, session)
    clock.forward(minutes=29)
    assert actor_of(core, session) is None


def test_each_step_of_trust_gets_another_name(core, clock, chief):
    half_way = chief.begun()
    clock.forward(seconds=30)
    session = sign_in_by_code(
        core, begun=half_way, code=chief.code(), browser=Browser.OTHER
    ).session
    assert session.session_id != half_way.begun_id


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1 MicroMessenger/8.0.49(0x18)", Browser.WECHAT),
        ("Mozilla/5.0 AppleWebKit/537 Chrome/131.0 Safari/537.36 Edg/131.0", Browser.EDGE),
        ("Mozilla/5.0 (X11; Linux) AppleWebKit/537 Chrome/131.0 Safari/537.36", Browser.CHROME),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/18 Safari/605", Browser.SAFARI),
        ("Mozilla/5.0 (X11; rv:133.0) Gecko/20100101 Firefox/133.0", Browser.FIREFOX),
        ("", Browser.OTHER),
        ("<script>\x00", Browser.OTHER),
    ],
)
def test_of_a_browser_only_the_family_is_kept(said, family):
    assert family_of(said) is family
