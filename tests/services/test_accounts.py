from __future__ import annotations

import pytest
from sqlalchemy import event

from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from courier.domain.permissions import Role
from courier.services.accounts import (
    actor_of_session,
    end_session,
    sign_in_admin,
    sign_in_courier,
)
from courier.services.admins import create_admin, disable_admin
from courier.services.core import ActorKind
from courier.services.couriers import revoke_courier, suspend_courier
from courier.services.invitations import accept_invitation, invite_courier, read_invitation
from tests.factories.county import COUNTY_ID, EAST, make_county
from tests.factories.people_at_work import PIN, registered

PASSWORD = "a long enough password"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def admin_id(core, county):
    return create_admin(
        core,
        county_id=COUNTY_ID,
        sign_in_name="donghe",
        name="周经办",
        password=PASSWORD,
        role=Role.TOWNSHIP,
        region_code=EAST,
    )


def sign_in(core, registered_courier, pin=PIN):
    device = registered_courier.device
    return sign_in_courier(
        core,
        county_id=COUNTY_ID,
        device_token=device.device_token,
        courier_no=device.courier_no,
        pin=pin,
    )


def actor_of(core, session):
    return actor_of_session(core, county_id=session.county_id, session_id=session.session_id)


def test_an_admin_signs_in_and_is_known_by_role_and_area(core, admin_id):
    session = sign_in_admin(core, sign_in_name=" donghe ", password=PASSWORD)
    actor = actor_of(core, session)
    assert (actor.kind, actor.person_id, actor.role) == (ActorKind.ADMIN, admin_id, "township")
    assert actor.region_code == EAST


def test_a_wrong_password_and_an_unknown_name_are_the_same_error(core, admin_id):
    for name in ("donghe", "nobody"):
        with pytest.raises(NotAllowed, match="sign_in_wrong"):
            sign_in_admin(core, sign_in_name=name, password="not this one")


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(core, clock, admin_id):
    for _ in range(5):
        with pytest.raises(NotAllowed):
            sign_in_admin(core, sign_in_name="donghe", password="not this one")
    with pytest.raises(Refused, match="sign_in_locked"):
        sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)
    clock.forward(minutes=15, seconds=1)
    assert sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)


def test_a_right_password_forgives_the_wrong_ones_before(core, admin_id):
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(NotAllowed, match="sign_in_wrong"):
                sign_in_admin(core, sign_in_name="donghe", password="not this one")
        sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)


def test_a_disabled_admin_is_out_at_once(core, county, admin_id):
    session = sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)
    disable_admin(core, actor=county.chief, admin_id=admin_id)
    assert actor_of(core, session) is None
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)


def test_a_sign_in_name_belongs_to_one_admin(core, admin_id):
    with pytest.raises(Conflict, match="sign_in_name_taken"):
        create_admin(
            core,
            county_id=COUNTY_ID,
            sign_in_name="donghe",
            name="吴经办",
            password=PASSWORD,
            role=Role.TOWNSHIP,
            region_code=EAST,
        )


def test_a_session_ends_by_signing_out_and_after_twelve_hours(core, clock, admin_id):
    first = sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)
    end_session(core, county_id=first.county_id, session_id=first.session_id)
    end_session(core, county_id=first.county_id, session_id=first.session_id)
    assert actor_of(core, first) is None
    second = sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)
    clock.forward(hours=11, minutes=59)
    assert actor_of(core, second)
    clock.forward(minutes=2)
    assert actor_of(core, second) is None


def test_an_invited_courier_signs_in_on_her_phone(core, county):
    courier = registered(core, county)
    actor = actor_of(core, sign_in(core, courier))
    assert (actor.kind, actor.person_id) == (ActorKind.COURIER, courier.courier_id)
    assert (actor.name, actor.region_code) == ("赵春梅", EAST)


def test_pin_and_number_are_worth_nothing_on_another_phone(core, county):
    courier = registered(core, county)
    with pytest.raises(NotAllowed, match="device_unknown"):
        sign_in_courier(
            core,
            county_id=COUNTY_ID,
            device_token="some other phone",
            courier_no=courier.device.courier_no,
            pin=PIN,
        )


def test_five_wrong_pins_lock_the_courier(core, clock, county):
    courier = registered(core, county)
    for _ in range(5):
        with pytest.raises(NotAllowed, match="sign_in_wrong"):
            sign_in(core, courier, pin="000001")
    with pytest.raises(Refused, match="sign_in_locked"):
        sign_in(core, courier)
    clock.forward(minutes=16)
    assert sign_in(core, courier)


def test_an_invitation_works_once(core, county):
    courier = registered(core, county)
    with pytest.raises(Conflict, match="invitation_used"):
        accept_invitation(core, token=courier.invitation, pin="739164")
    assert sign_in(core, courier), "the replay changed nothing"


def test_an_invitation_ends_after_three_days(core, clock, county):
    courier = registered(core, county)
    late = invite_courier(core, actor=county.clerk, courier_id=courier.courier_id).token
    clock.forward(hours=72)
    with pytest.raises(Conflict, match="invitation_expired"):
        read_invitation(core, token=late)


@pytest.mark.parametrize("token", ["", "nonsense", "990101-unknown", "²-x", "99999999-x"])
def test_an_invented_invitation_is_unknown(core, county, token):
    with pytest.raises(NotFound, match="invitation_unknown"):
        read_invitation(core, token=token)


def test_a_new_invitation_replaces_the_link_before_and_then_the_phone(core, county):
    courier = registered(core, county)
    session = sign_in(core, courier)
    first = invite_courier(core, actor=county.clerk, courier_id=courier.courier_id).token
    second = invite_courier(core, actor=county.clerk, courier_id=courier.courier_id).token
    with pytest.raises(NotFound, match="invitation_unknown"):
        accept_invitation(core, token=first, pin=PIN)
    accept_invitation(core, token=second, pin=PIN)
    assert actor_of(core, session) is None, "the old phone's session goes with the old phone"
    with pytest.raises(NotAllowed, match="device_unknown"):
        sign_in(core, courier)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("12345", "pin_not_six_digits"),
        ("１２３７９１", "pin_not_six_digits"),
        ("777777", "pin_too_simple"),
        ("234567", "pin_too_simple"),
        ("987654", "pin_too_simple"),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused(core, county, pin, code):
    with pytest.raises(BadInput, match=code):
        accept_invitation(core, token="990101-any", pin=pin)


@pytest.mark.parametrize("end", [suspend_courier, revoke_courier])
def test_stopping_a_courier_ends_her_live_session_at_once(core, county, end):
    courier = registered(core, county)
    session = sign_in(core, courier)
    assert actor_of(core, session)
    end(core, actor=county.chief, courier_id=courier.courier_id, reason="有人投诉，正在核实")
    assert actor_of(core, session) is None
    with pytest.raises(NotAllowed):
        sign_in(core, courier)


def test_knowing_who_is_signed_in_takes_one_query(core, admin_id):
    session = sign_in_admin(core, sign_in_name="donghe", password=PASSWORD)
    asked = []
    event.listen(core.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    assert actor_of(core, session)
    assert len(asked) == 1
