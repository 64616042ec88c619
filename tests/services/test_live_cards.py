"""The card in a courier's phone: only the phone itself, here and now, is green."""

from __future__ import annotations

import pytest

from courier.domain.credentials import Colour, HolderKey, Reason, to_address
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.services.audit import verify_trail
from courier.services.cards import Looker, check_card
from courier.services.couriers import issue_card, revoke_card, revoke_courier, suspend_courier
from courier.services.live_cards import forget_looks, keep_holder_key, live_card
from courier.services.renewals import renew_card
from tests.factories.county import make_county
from tests.factories.courier_phones import Phone, register
from tests.factories.live_codes import PhoneKey
from tests.factories.people_at_work import approved, holder_of, pass_quiz

HERE, THERE = Looker(b"here"), Looker(b"there")
GREEN = (Colour.GREEN, Reason.LIVE)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


@pytest.fixture
def phone(core, county, holder):
    return Phone(core, county, holder)


def said(core, text, looker=HERE):
    check = check_card(core, text=text, looker=looker)
    return check.verdict.colour, check.verdict.reason


def test_the_phone_itself_is_green(core, phone):
    assert said(core, phone.shows()) == GREEN


def test_a_screenshot_shown_65_seconds_later_is_not(core, clock, phone):
    screenshot = phone.shows()
    clock.forward(seconds=65)
    assert said(core, screenshot) == (Colour.AMBER, Reason.CODE_OLD)
    assert said(core, phone.shows()) == GREEN


def test_a_code_relayed_to_somebody_else_is_not_but_its_first_looker_may_look_again(core, phone):
    code = phone.shows()
    assert said(core, code, HERE) == GREEN
    assert said(core, code, THERE) == (Colour.AMBER, Reason.CODE_SHOWN_BEFORE)
    assert said(core, code, HERE) == GREEN


def test_the_card_in_the_phone_without_its_proof_is_amber(core, phone):
    address = to_address(core.public_url, phone.live.card)
    assert said(core, address) == (Colour.AMBER, Reason.MAY_BE_A_COPY)


def test_asked_digits_must_be_in_the_code(core, clock, phone):
    asking = Looker(b"here", asked="0815")
    assert said(core, phone.shows(), asking) == (Colour.AMBER, Reason.ANSWER_MISSING)
    assert said(core, phone.shows(816), asking) == (Colour.AMBER, Reason.ANSWER_WRONG)
    assert said(core, phone.shows(815), asking) == GREEN


@pytest.mark.parametrize(
    ("stop", "reason"), [(suspend_courier, Reason.SUSPENDED), (revoke_courier, Reason.REVOKED)]
)
def test_a_stopped_courier_is_red_at_once(core, county, holder, phone, stop, reason):
    code = phone.shows()
    assert said(core, code) == GREEN
    stop(core, actor=county.chief, courier_id=holder.person_id, reason="收钱不给收据")
    assert said(core, code) == (Colour.RED, reason)


def test_a_revoked_card_is_red_in_the_phone_too(core, county, holder, phone):
    revoke_card(core, actor=county.chief, courier_id=holder.person_id, reason="丢了")
    assert said(core, phone.shows()) == (Colour.RED, Reason.REVOKED)
    with pytest.raises(NotFound, match="card_missing"):
        phone.sync()


def test_a_lost_phone_is_red_once_another_is_registered(core, county, holder, phone):
    assert said(core, phone.shows()) == GREEN
    other = Phone(core, county, holder)
    assert said(core, phone.shows()) == (Colour.RED, Reason.REVOKED)
    assert said(core, other.shows()) == GREEN
    with pytest.raises(NotFound, match="phone_unknown"):
        phone.sync()


def test_a_phone_that_did_not_sync_for_three_days_is_red_and_green_again_after(core, clock, phone):
    clock.forward(hours=71, minutes=59)
    assert said(core, phone.shows()) == GREEN
    clock.forward(minutes=1)
    assert said(core, phone.shows()) == (Colour.RED, Reason.EXPIRED)
    phone.sync()
    assert said(core, phone.shows()) == GREEN


def test_the_card_in_the_phone_never_outlives_the_printed_one(core, clock, county, holder, phone):
    clock.forward(days=364)
    phone.sync()
    clock.forward(hours=25)
    assert said(core, phone.shows()) == (Colour.RED, Reason.EXPIRED)
    with pytest.raises(Refused, match="card_needs_renewal"):
        issue_card(core, actor=county.chief, courier_id=holder.person_id)
    pass_quiz(core, holder.county_id, holder.person_id)
    renew_card(core, actor=county.chief, courier_id=holder.person_id)
    phone.sync()
    assert said(core, phone.shows()) == GREEN


def test_a_phone_keeps_its_key(core, holder, phone):
    keep_holder_key(core, actor=holder, device_token=phone.token, key=phone.key.public)
    with pytest.raises(Conflict, match="phone_has_key"):
        keep_holder_key(core, actor=holder, device_token=phone.token, key=PhoneKey().public)


def test_the_database_itself_keeps_a_phones_key(core, phone):
    with core.begin() as work, pytest.raises(Conflict, match="phone_has_key"):
        work.run("update courier_devices set holder_key = decode(repeat('00', 64), 'hex')")


def test_a_key_needs_her_own_registered_phone(core, holder):
    with pytest.raises(NotFound, match="phone_unknown"):
        keep_holder_key(core, actor=holder, device_token="nobody's", key=PhoneKey().public)


def test_a_phone_without_a_key_has_no_live_card(core, county, holder):
    token = register(core, county, holder)
    with pytest.raises(Conflict, match="phone_without_key"):
        live_card(core, actor=holder, device_token=token)


def test_what_is_no_key_is_refused(core, county, holder):
    token = register(core, county, holder)
    with pytest.raises(BadInput, match="holder_key_wrong"):
        keep_holder_key(core, actor=holder, device_token=token, key=HolderKey(b"x" * 32, b"y" * 32))


def test_keeping_a_key_is_on_the_trail(core, phone):
    with core.begin() as work:
        actions = work.run("select action from audit_events").scalars().all()
    assert "holder_key_kept" in actions
    assert not verify_trail(core).breaks


def test_looks_are_forgotten_after_an_hour(core, clock, phone):
    said(core, phone.shows())
    assert forget_looks(core) == 0
    clock.forward(minutes=61)
    assert forget_looks(core) == 1
