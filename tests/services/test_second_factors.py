"""Second factors are changed with the password, and reset by somebody else alone."""

from __future__ import annotations

import pytest

from courier.domain.browsers import Browser
from courier.domain.errors import NotAllowed, NotFound, Refused
from courier.domain.one_time_codes import code_at, new_secret
from courier.domain.permissions import Role
from courier.services.admin_sign_in import sign_in_by_code
from courier.services.admins import colleagues, disable_admin, reset_second_factor
from courier.services.second_factors import change_codes, my_factors, renew_recovery_codes
from courier.services.sessions import actor_of_session
from tests.factories.county import COUNTY, COUNTY_ID, EAST, make_county
from tests.factories.sign_ins import PASSWORD, Staff, appointed, begun, staff

HELP = (reset_second_factor, disable_admin)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def clerk(core, county) -> Staff:
    return staff(core, "donghe", Role.TOWNSHIP, name="周经办", region_code=EAST)


def actor_of(core, session):
    return actor_of_session(core, county_id=session.county_id, session_id=session.session_id)


def mine(core, session, password=PASSWORD):
    return {
        "actor": actor_of(core, session),
        "session_id": session.session_id,
        "password": password,
    }


def trail_of(core, action):
    with core.begin() as work:
        found = "select actor_kind, actor_id, subject from audit_events where action = :a"
        return [tuple(row) for row in work.run(found, {"a": action})]


def test_another_phone_takes_over_and_the_old_one_is_worth_nothing(core, clock, clerk):
    session, secret = clerk.sign_in(), new_secret()
    renewed = change_codes(
        core, **mine(core, session), secret=secret, code=code_at(secret, clock.now())
    )
    assert actor_of(core, session) is None, "the session has another name"
    assert actor_of(core, renewed).person_id == clerk.admin_id
    clock.forward(minutes=2)
    with pytest.raises(NotAllowed, match="code_wrong"):
        sign_in_by_code(core, begun=clerk.begun(), code=clerk.code(), browser=Browser.OTHER)
    new_code = code_at(secret, clock.now())
    assert sign_in_by_code(core, begun=clerk.begun(), code=new_code, browser=Browser.OTHER)
    assert len(trail_of(core, "codes_set_up")) == 1


def test_another_phone_needs_the_password_and_its_first_code(core, clock, clerk):
    session, secret = clerk.sign_in(), new_secret()
    code = code_at(secret, clock.now())
    with pytest.raises(NotAllowed, match="password_wrong"):
        change_codes(core, **mine(core, session, "a guess"), secret=secret, code=code)
    with pytest.raises(NotAllowed, match="code_wrong"):
        change_codes(core, **mine(core, session), secret=secret, code="000000")
    assert clerk.sign_in(), "the old phone still counts"


def test_guessing_the_password_in_an_open_session_locks_too(core, clock, clerk):
    session = clerk.sign_in()
    for _ in range(5):
        with pytest.raises(NotAllowed, match="password_wrong"):
            renew_recovery_codes(core, **mine(core, session, "a guess"))
    with pytest.raises(Refused, match="sign_in_locked"):
        renew_recovery_codes(core, **mine(core, session))


def test_new_recovery_codes_void_the_old_ones(core, clerk):
    session = clerk.sign_in()
    done = renew_recovery_codes(core, **mine(core, session))
    assert not set(done.recovery_codes) & set(clerk.set_up.recovery_codes)
    assert my_factors(core, actor=actor_of(core, done.session)).recovery_codes_left == 10
    with pytest.raises(NotAllowed, match="code_wrong"):
        by_code(core, clerk, clerk.set_up.recovery_codes[0])
    assert by_code(core, clerk, done.recovery_codes[0]).codes_left == 9


def test_a_colleague_who_lost_everything_begins_anew(core, county, clerk):
    session = clerk.sign_in()
    half_way = clerk.begun()
    reset_second_factor(core, actor=county.chief, admin_id=clerk.admin_id)
    assert actor_of(core, session) is None
    with pytest.raises(NotAllowed, match="sign_in_needed"):
        sign_in_by_code(core, begun=half_way, code=clerk.code(), browser=Browser.OTHER)
    with pytest.raises(NotAllowed, match="code_wrong"):
        by_code(core, clerk, clerk.set_up.recovery_codes[0])
    assert not clerk.begun().has_factor
    chief, subject = str(county.chief.person_id), f"admin:{clerk.admin_id}"
    assert trail_of(core, "second_factor_reset") == [("admin", chief, subject)]


@pytest.mark.parametrize("act", HELP)
def test_nobody_resets_or_closes_the_own_account(core, clock, county, act):
    chief = staff(core, "county")
    actor = actor_of(core, chief.sign_in())
    with pytest.raises(NotAllowed, match="not_for_yourself"):
        act(core, actor=actor, admin_id=chief.admin_id)
    assert chief.begun().has_factor


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COUNTY}))
def test_only_the_countys_reviewers_reset_anybody(core, county, clerk, role):
    other = staff(core, "other", role, region_code=COUNTY)
    actor = actor_of(core, other.sign_in())
    for act in HELP:
        with pytest.raises(NotAllowed):
            act(core, actor=actor, admin_id=clerk.admin_id)
    with pytest.raises(NotAllowed):
        colleagues(core, actor=actor)
    assert clerk.begun().has_factor


def test_a_reviewer_of_a_township_reaches_nobody_above_or_beside(core, county, clerk):
    in_east = staff(core, "east", Role.COUNTY, region_code=EAST)
    actor = actor_of(core, in_east.sign_in())
    assert {one.sign_in_name for one in colleagues(core, actor=actor)} >= {"donghe", "east"}
    for act in HELP:
        with pytest.raises(NotFound, match="admin_unknown"):
            act(core, actor=actor, admin_id=county.chief.person_id)
    reset_second_factor(core, actor=actor, admin_id=clerk.admin_id)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.TOWNSHIP}))
def test_a_reviewer_closes_no_account_of_those_who_review_or_audit(core, county, role):
    other = staff(core, "other", role, region_code=COUNTY)
    with pytest.raises(NotAllowed, match="admin_not_of_township"):
        disable_admin(core, actor=county.chief, admin_id=other.admin_id)
    assert other.begun().has_factor


def test_another_countys_admins_are_out_of_reach(core, county, clerk):
    with core.begin() as work:
        work.run(
            "insert into regions (region_code, parent_code, level, name, name_sort, county_id)"
            " values ('990102000000', '990100000000', 'county', '邻县', 'lin', 990102)"
        )
        work.commit()
    stranger = appointed(core, "lin", county_id=990102, region_code="990102000000")
    for act in HELP:
        with pytest.raises(NotFound, match="admin_unknown"):
            act(core, actor=county.chief, admin_id=stranger)
    names = {one.sign_in_name for one in colleagues(core, actor=county.chief)}
    assert "lin" not in names
    assert not begun(core, "lin").has_factor
    assert clerk.begun().county_id == COUNTY_ID


def by_code(core, person, code):
    return sign_in_by_code(core, begun=person.begun(), code=code, browser=Browser.OTHER)
