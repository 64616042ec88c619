"""Renewal, expiry, a lost phone, the end: what happens to cards, phones and sign-ins."""

from __future__ import annotations

import pytest

from courier.domain.courier_states import CourierEvent, CourierStep
from courier.domain.credentials import Colour, Reason
from courier.domain.errors import Conflict, NotFound, Refused
from courier.domain.renewals import CardAge
from courier.jobs.cards import look_after_expiry
from courier.services.accounts import sign_in_courier
from courier.services.cards import Looker, check_card, own_card
from courier.services.courier_views import courier_detail
from courier.services.couriers import (
    approve_courier,
    issue_card,
    reinstate_courier,
    revoke_card,
    revoke_courier,
    suspend_courier,
)
from courier.services.invitations import accept_invitation, report_lost_phone
from courier.services.live_cards import live_card
from courier.services.renewals import own_standing, renew_card
from courier.services.sessions import actor_of_session
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.courier_phones import Phone
from tests.factories.people_at_work import approved, holder_of, pass_quiz, ready

HERE = Looker(b"here")
GREEN = (Colour.GREEN, Reason.LIVE)
REVOKED = (Colour.RED, Reason.REVOKED)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


@pytest.fixture
def phone(core, county, holder):
    return Phone(core, county, holder)


def said(core, text):
    verdict = check_card(core, text=text, looker=HERE).verdict
    return verdict.colour, verdict.reason


def session_of(core, phone):
    number = own_card(core, actor=phone.holder).card.courier_no
    return sign_in_courier(
        core, county_id=COUNTY_ID, device_token=phone.token, courier_no=number, pin="482915"
    )


def detail(core, county, holder):
    return courier_detail(core, actor=county.chief, courier_id=holder.person_id)


def events(core, county, holder) -> list[str]:
    return [line.state.value for line in detail(core, county, holder).history]


def signed_in(core, begun) -> bool:
    found = actor_of_session(core, county_id=begun.county_id, session_id=begun.session_id)
    return found is not None


def test_a_card_is_renewed_in_its_last_sixty_days_after_a_quiz(core, clock, county, holder):
    clock.forward(days=304, hours=23)
    with pytest.raises(Refused, match="renewal_too_early"):
        renew_card(core, actor=county.chief, courier_id=holder.person_id)
    assert CourierStep.RENEW not in detail(core, county, holder).steps
    clock.forward(hours=1)
    before = own_card(core, actor=holder)
    renew_card(core, actor=county.chief, courier_id=holder.person_id)
    after = own_card(core, actor=holder)
    assert (after.card.valid_until - clock.now()).days == 365
    in_order = (Colour.AMBER, Reason.MAY_BE_A_COPY)
    assert said(core, before.address) == said(core, after.address) == in_order
    assert events(core, county, holder)[0] == CourierEvent.CARD_RENEWED


def test_a_renewed_card_is_in_order_until_its_end_unless_something_stops_it(
    core, clock, county, holder
):
    clock.forward(days=330)
    before = own_card(core, actor=holder)
    renew_card(core, actor=county.chief, courier_id=holder.person_id)
    clock.forward(days=36)
    assert said(core, before.address) == (Colour.RED, Reason.EXPIRED)
    clock.forward(days=-10)
    assert said(core, before.address) == (Colour.AMBER, Reason.MAY_BE_A_COPY)
    revoke_card(core, actor=county.chief, courier_id=holder.person_id, reason="丢了")
    assert said(core, before.address) == REVOKED


def test_without_a_quiz_of_the_last_year_no_card_is_renewed(core, clock, county, holder):
    clock.forward(days=366)
    assert not own_standing(core, actor=holder).is_trained
    with pytest.raises(Refused, match="quiz_needed"):
        renew_card(core, actor=county.chief, courier_id=holder.person_id)
    pass_quiz(core, COUNTY_ID, holder.person_id, wrong=3)
    with pytest.raises(Refused, match="quiz_needed"):
        renew_card(core, actor=county.chief, courier_id=holder.person_id)
    pass_quiz(core, COUNTY_ID, holder.person_id)
    renew_card(core, actor=county.chief, courier_id=holder.person_id)
    assert own_standing(core, actor=holder).age is CardAge.FRESH


def test_a_replaced_card_lasts_no_longer_than_the_one_before(core, clock, county, holder):
    until = own_card(core, actor=holder).card.valid_until
    clock.forward(days=200)
    issue_card(core, actor=county.chief, courier_id=holder.person_id)
    assert own_card(core, actor=holder).card.valid_until == until
    revoke_card(core, actor=county.chief, courier_id=holder.person_id, reason="丢了")
    issue_card(core, actor=county.chief, courier_id=holder.person_id)
    assert own_card(core, actor=holder).card.valid_until == until
    clock.forward(days=165)
    with pytest.raises(Refused, match="card_needs_renewal"):
        issue_card(core, actor=county.chief, courier_id=holder.person_id)


def test_a_candidate_has_no_card_to_renew(core, county):
    courier_id = ready(core, county)
    with pytest.raises(Conflict, match="courier_not_in_state"):
        renew_card(core, actor=county.chief, courier_id=courier_id)


def test_the_courier_is_warned_thirty_days_before(core, clock, county, holder):
    ages = []
    for days in (304, 1, 30, 30):
        clock.forward(days=days)
        ages.append(own_standing(core, actor=holder).age)
    assert ages == [CardAge.FRESH, CardAge.RENEWABLE, CardAge.SOON, CardAge.OVER]
    assert detail(core, county, holder).card_age is CardAge.OVER


def test_that_a_card_ran_out_is_noted_once(core, clock, county, holder):
    clock.forward(days=364, hours=23)
    look_after_expiry(core)
    assert CourierEvent.CARD_EXPIRED not in events(core, county, holder)
    clock.forward(hours=1)
    for _ in range(2):
        look_after_expiry(core)
    assert events(core, county, holder).count(CourierEvent.CARD_EXPIRED) == 1
    line = detail(core, county, holder).history[0]
    assert (line.by_name, line.by_machine) == (None, True)


def test_a_lost_phone_dies_at_once_and_the_printed_card_stays(core, county, holder, phone):
    begun, printed = session_of(core, phone), own_card(core, actor=holder)
    code = phone.shows()
    assert said(core, code) == GREEN
    invited = report_lost_phone(core, actor=county.clerk, courier_id=holder.person_id)
    assert said(core, code) == REVOKED
    assert not signed_in(core, begun)
    with pytest.raises(NotFound, match="phone_unknown"):
        live_card(core, actor=holder, device_token=phone.token)
    assert own_card(core, actor=holder) == printed
    assert said(core, printed.address) == (Colour.AMBER, Reason.MAY_BE_A_COPY)
    assert events(core, county, holder)[0] == CourierEvent.PHONE_LOST
    accept_invitation(core, token=invited.token, pin="739164")
    assert said(core, phone.shows()) == REVOKED, "the found phone stays dead"


def test_only_a_courier_with_a_phone_can_lose_it(core, county, holder):
    with pytest.raises(Conflict, match="courier_not_in_state"):
        report_lost_phone(core, actor=county.clerk, courier_id=holder.person_id)


def test_a_revoked_couriers_sign_ins_and_phone_are_dead_at_the_next_look(
    core, county, holder, phone
):
    begun, code = session_of(core, phone), phone.shows()
    revoke_courier(core, actor=county.chief, courier_id=holder.person_id, reason="不再担任")
    assert said(core, code) == REVOKED
    assert not signed_in(core, begun)
    with core.begin() as work:
        assert work.scalar("select count(*) from courier_devices where revoked_at is null") == 0


def test_a_suspended_couriers_phone_is_red_at_once_and_green_after_she_comes_back(
    core, county, holder, phone
):
    begun, code = session_of(core, phone), phone.shows()
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="有人投诉")
    assert said(core, code) == (Colour.RED, Reason.SUSPENDED)
    assert not signed_in(core, begun)
    reinstate_courier(core, actor=county.chief, courier_id=holder.person_id)
    assert said(core, phone.shows()) == GREEN
    assert not signed_in(core, begun), "she signs in anew"


def test_who_proposed_never_approves_though_somebody_else_saw_the_paper(core, county):
    courier_id = ready(core, county)
    with pytest.raises(Refused, match="other_admin_must_approve"):
        approve_courier(core, actor=county.clerk, courier_id=courier_id)
