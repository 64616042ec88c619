from __future__ import annotations

from dataclasses import replace

import pytest

from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from courier.services.accounts import change_pin, sign_in_courier
from courier.services.core import ActorKind
from courier.services.couriers import revoke_courier, suspend_courier
from courier.services.invitations import (
    accept_invitation,
    invite_courier,
    read_invitation,
    report_lost_phone,
)
from courier.services.sessions import actor_of_session
from tests.factories.county import COUNTY_ID, EAST, make_county
from tests.factories.people_at_work import PIN, registered


@pytest.fixture
def county(core):
    return make_county(core)


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


def test_an_invitation_works_for_who_knows_its_pin_and_a_quarter_of_an_hour(core, clock, county):
    courier = registered(core, county)
    with pytest.raises(NotAllowed, match="pin_wrong"):
        accept_invitation(core, token=courier.invitation, pin="739164")
    assert sign_in(core, courier), "the replay changed nothing"
    clock.forward(minutes=15)
    with pytest.raises(Conflict, match="invitation_used"):
        accept_invitation(core, token=courier.invitation, pin=PIN)
    assert sign_in(core, courier)


def test_a_phone_that_lost_its_registration_at_once_is_registered_by_the_same_link(core, county):
    lost = registered(core, county)
    assert read_invitation(core, token=lost.invitation).is_again
    again = accept_invitation(core, token=lost.invitation, pin=PIN)
    assert sign_in(core, replace(lost, device=again))
    with pytest.raises(NotAllowed, match="device_unknown"):
        sign_in(core, lost)


def test_pins_tried_on_a_used_invitation_lock_like_any_other(core, county):
    courier = registered(core, county)
    for _ in range(5):
        with pytest.raises(NotAllowed, match="pin_wrong"):
            accept_invitation(core, token=courier.invitation, pin="739164")
    with pytest.raises(Refused, match="sign_in_locked"):
        accept_invitation(core, token=courier.invitation, pin=PIN)


def test_a_used_invitation_is_dead_after_the_next_and_when_the_phone_is_lost(core, clock, county):
    courier = registered(core, county)
    clock.forward(minutes=1)
    invite_courier(core, actor=county.clerk, courier_id=courier.courier_id)
    with pytest.raises(Conflict, match="invitation_used"):
        accept_invitation(core, token=courier.invitation, pin=PIN)
    other = registered(core, county, phone="13900000002")
    report_lost_phone(core, actor=county.chief, courier_id=other.courier_id)
    with pytest.raises(Conflict, match="invitation_used"):
        accept_invitation(core, token=other.invitation, pin=PIN)


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
        ("121212", "pin_too_simple"),
        ("482482", "pin_too_simple"),
        ("336699", "pin_too_simple"),
        ("850312", "pin_too_simple"),
        ("198503", "pin_too_simple"),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused(core, county, pin, code):
    with pytest.raises(BadInput, match=code):
        accept_invitation(core, token="990101-any", pin=pin)


def test_her_own_number_is_no_pin(core, county):
    courier = registered(core, county)
    invited = invite_courier(core, actor=county.clerk, courier_id=courier.courier_id)
    with core.begin() as work:
        number = work.scalar(
            "select courier_no from couriers where courier_id = :it", {"it": courier.courier_id}
        )
    with pytest.raises(BadInput, match="pin_too_simple"):
        accept_invitation(core, token=invited.token, pin=number)
    here = sign_in(core, courier)
    facts = {"actor": actor_of(core, here), "session_id": here.session_id, "pin": PIN}
    with pytest.raises(BadInput, match="pin_too_simple"):
        change_pin(core, **facts, new_pin=number)


@pytest.mark.parametrize("end", [suspend_courier, revoke_courier])
def test_stopping_a_courier_ends_her_live_session_at_once(core, county, end):
    courier = registered(core, county)
    session = sign_in(core, courier)
    assert actor_of(core, session)
    end(core, actor=county.chief, courier_id=courier.courier_id, reason="有人投诉，正在核实")
    assert actor_of(core, session) is None
    with pytest.raises(NotAllowed):
        sign_in(core, courier)


def test_a_courier_changes_her_pin_with_the_old_one(core, county):
    courier = registered(core, county)
    elsewhere, here = sign_in(core, courier), sign_in(core, courier)
    actor = actor_of(core, here)
    renewed = change_pin(core, actor=actor, session_id=here.session_id, pin=PIN, new_pin="739164")
    assert actor_of(core, renewed) == actor
    assert [actor_of(core, before) for before in (here, elsewhere)] == [None, None]
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        sign_in(core, courier)
    assert sign_in(core, courier, pin="739164")


def test_another_pin_needs_the_old_one_and_five_wrong_tries_lock(core, county):
    courier = registered(core, county)
    here = sign_in(core, courier)
    facts = {"actor": actor_of(core, here), "session_id": here.session_id, "new_pin": "739164"}
    for _ in range(5):
        with pytest.raises(NotAllowed, match="pin_wrong"):
            change_pin(core, **facts, pin="000001")
    with pytest.raises(Refused, match="sign_in_locked"):
        change_pin(core, **facts, pin=PIN)
    with pytest.raises(Refused, match="sign_in_locked"):
        sign_in(core, courier)


def test_a_simple_pin_is_refused_at_a_change_too(core, county):
    courier = registered(core, county)
    here = sign_in(core, courier)
    with pytest.raises(BadInput, match="pin_too_simple"):
        change_pin(
            core,
            actor=actor_of(core, here),
            session_id=here.session_id,
            pin=PIN,
            new_pin="112233",
        )
