"""The signed list of a county: what a checker without a network still learns."""

from __future__ import annotations

import datetime as dt
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from courier.domain.credentials import Colour, Reason
from courier.domain.errors import CourierError, NotFound
from courier.domain.status_lists import PlaceState, state_at
from courier.services.cards import own_card
from courier.services.couriers import (
    issue_card,
    reinstate_courier,
    revoke_card,
    revoke_courier,
    suspend_courier,
)
from courier.services.issuer_keys import believed
from courier.services.renewals import renew_card
from courier.services.status_lists import place_of_phone, places_of, published_list, take_place
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.courier_phones import Phone
from tests.factories.lists_at_hand import Checker
from tests.factories.people_at_work import approved, holder_of, pass_quiz

GREEN = (Colour.GREEN, Reason.LIVE)
AMBER = (Colour.AMBER, Reason.MAY_BE_A_COPY)
REVOKED = (Colour.RED, Reason.REVOKED)
SUSPENDED = (Colour.RED, Reason.SUSPENDED)
OLD = (Colour.AMBER, Reason.STATUS_OLD)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


@pytest.fixture
def phone(core, county, holder):
    return Phone(core, county, holder)


@pytest.fixture
def printed(core, phone, holder):
    return own_card(core, actor=holder).address


@pytest.fixture
def checker(core, phone):
    return Checker(core)


def etag(core) -> str:
    return published_list(core, county_id=COUNTY_ID).etag


def test_without_a_network_the_phone_is_green_and_the_paper_amber(checker, phone, printed):
    assert checker.says(phone.shows()) == GREEN
    assert checker.says(printed) == AMBER


def test_a_list_at_hand_knows_nothing_of_later_and_the_next_one_does(
    core, county, holder, checker, phone, printed
):
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="核实")
    assert checker.says(phone.shows()) == GREEN
    checker.fetch()
    assert checker.says(phone.shows()) == SUSPENDED
    assert checker.says(printed) == SUSPENDED
    reinstate_courier(core, actor=county.chief, courier_id=holder.person_id)
    checker.fetch()
    assert checker.says(phone.shows()) == GREEN


@pytest.mark.parametrize("stop", [revoke_courier, revoke_card])
def test_a_revocation_shows_at_all_her_places(core, county, holder, checker, phone, printed, stop):
    stop(core, actor=county.chief, courier_id=holder.person_id, reason="不再担任")
    checker.fetch()
    assert checker.says(phone.shows()) == REVOKED
    assert checker.says(printed) == REVOKED


def test_a_lost_phone_takes_exactly_its_own_cards_along(
    core, county, holder, checker, phone, printed
):
    other = Phone(core, county, holder)
    checker.fetch()
    assert checker.says(phone.shows()) == REVOKED
    assert checker.says(other.shows()) == GREEN
    assert checker.says(printed) == AMBER


def test_a_new_printed_card_does_not_bring_cards_in_the_phone_to_life_again(
    core, clock, county, holder, checker, phone
):
    before = phone.shows()
    issue_card(core, actor=county.chief, courier_id=holder.person_id)
    checker.fetch()
    assert checker.says(before) == REVOKED
    phone.sync()
    checker.fetch()
    assert checker.says(before) == REVOKED
    assert checker.says(phone.shows()) == GREEN


def test_a_renewal_leaves_the_card_in_a_phone_without_a_network_in_order(
    core, clock, county, holder, checker, phone, printed
):
    clock.forward(days=330)
    pass_quiz(core, COUNTY_ID, holder.person_id)
    phone.sync()
    renew_card(core, actor=county.chief, courier_id=holder.person_id)
    checker.fetch()
    assert checker.says(phone.shows()) == GREEN
    assert checker.says(printed) == AMBER
    issue_card(core, actor=county.chief, courier_id=holder.person_id)
    checker.fetch()
    assert checker.says(phone.shows()) == checker.says(printed) == REVOKED


def test_a_list_grows_old_in_six_hours(clock, checker, phone, printed):
    clock.forward(hours=5, minutes=59)
    assert checker.says(phone.shows()) == GREEN
    clock.forward(minutes=2)
    assert checker.says(phone.shows()) == OLD
    assert checker.says(printed) == OLD


def test_a_phone_registered_after_the_list_was_made_is_not_called_a_stranger(
    core, clock, county, holder, checker
):
    clock.forward(hours=1)
    assert checker.says(Phone(core, county, holder).shows()) == OLD


def test_a_phone_keeps_its_place_from_sync_to_sync(clock, phone):
    before = phone.place
    clock.forward(hours=10)
    phone.sync()
    assert phone.place == before


def test_no_place_is_given_twice(core, county, holder, phone):
    others = [Phone(core, county, holder).place for _ in range(3)]
    with core.begin() as work:
        printed = work.scalar("select status_index from cards where revoked_at is null")
        following = take_place(work, COUNTY_ID)
    places = [printed, phone.place, *others, following]
    assert len(set(places)) == len(places)


def test_two_syncs_of_one_phone_at_once_have_one_place(core, holder, phone):
    with core.begin() as work:
        card_id = work.scalar("select card_id from cards where revoked_at is null")
        device_id = work.scalar("select device_id from courier_devices where revoked_at is null")
    assert device_id is not None

    def sync(_: int) -> int:
        with core.begin() as work:
            place = place_of_phone(work, COUNTY_ID, card_id, device_id)
            work.commit()
            return place

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(sync, range(8))) == {phone.place}


def test_a_list_is_kept_until_something_changes(core, clock, county, holder, phone):
    first = etag(core)
    clock.forward(minutes=4)
    assert etag(core) == first
    known = published_list(core, county_id=COUNTY_ID, known={first})
    assert known.signed is None
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="核实")
    changed = published_list(core, county_id=COUNTY_ID, known={first})
    assert changed.signed is not None
    assert changed.etag == hashlib.sha256(changed.signed).hexdigest()[:32]


def test_a_list_is_made_anew_after_five_minutes(core, clock, phone):
    first = etag(core)
    clock.forward(minutes=5)
    assert etag(core) != first


@pytest.mark.parametrize("seconds", [3, 200])
def test_a_clock_a_little_behind_makes_no_list_that_looks_older(core, clock, phone, seconds):
    first = made_at(core)
    clock.forward(seconds=-seconds)
    take_a_place(core, phone)
    assert made_at(core) >= first


def test_a_list_from_a_clock_that_was_days_ahead_is_made_anew(core, clock, phone):
    clock.forward(days=5)
    etag(core)
    clock.forward(days=-5)
    assert made_at(core) <= clock.now()


def take_a_place(core, phone) -> None:
    """Something moves in the county."""
    with core.begin() as work:
        work.run("update courier_devices set revoked_at = now()")
        work.commit()


def made_at(core) -> dt.datetime:
    signed = published_list(core, county_id=COUNTY_ID).signed
    with core.begin() as work:
        keys = believed(work).public_pems
    return core.card_office.read_list(signed, public_pems=keys).made_at


def test_what_was_rolled_back_changes_no_list(core, phone):
    first = etag(core)
    with core.begin() as work:
        work.run("update couriers set status = 'suspended'")
    assert etag(core) == first


def test_what_does_not_matter_changes_no_list(core, phone):
    first = etag(core)
    with core.begin() as work:
        work.run("update couriers set failed_pins = 1")
        work.run("update courier_devices set registered_at = now()")
        work.commit()
    assert etag(core) == first


def test_the_version_moves_once_in_a_transaction(core, phone):
    def version() -> int:
        with core.begin() as work:
            return work.scalar("select version from status_versions")

    before = version()
    with core.begin() as work:
        work.run("update couriers set status = 'suspended'")
        work.run("update courier_devices set revoked_at = now()")
        work.run("update cards set revoked_at = now()")
        work.commit()
    assert version() == before + 1


def test_a_county_without_cards_has_an_empty_list_and_no_county_none(core, county):
    signed = published_list(core, county_id=COUNTY_ID).signed
    with core.begin() as work:
        assert places_of(work, COUNTY_ID) == b""
        assert len(signed) < 250
    with pytest.raises(NotFound, match="county_unknown"):
        published_list(core, county_id=123456)
    with core.begin() as work:
        assert work.scalar("select count(*) from status_lists") == 1


def test_all_who_ask_at_once_get_the_same_list(core, phone):
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: etag(core), range(12)))
    assert len(found) == 1


def test_steps_taken_at_once_do_not_wait_in_a_circle(core, county):
    couriers = [approved(core, county, phone=f"1390000001{n}") for n in range(3)]
    steps = (
        lambda who: issue_card(core, actor=county.chief, courier_id=who),
        lambda who: suspend_courier(core, actor=county.chief, courier_id=who, reason="核实"),
        lambda who: reinstate_courier(core, actor=county.chief, courier_id=who),
        lambda _: published_list(core, county_id=COUNTY_ID),
    )

    def take(number: int) -> str:
        try:
            steps[number % 4](couriers[number % 3])
        except CourierError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(take, range(48))) <= {"", "courier_not_in_state"}
    with core.begin() as work:
        assert published_list(core, county_id=COUNTY_ID).etag
        placed = work.run("select status_index from cards").scalars().all()
    assert len(set(placed)) == len(placed)


def test_the_register_and_the_list_agree_place_by_place(core, county, holder, phone):
    revoke_courier(core, actor=county.chief, courier_id=holder.person_id, reason="不再担任")
    with core.begin() as work:
        places = places_of(work, COUNTY_ID)
        given = work.run("select status_index, revoked_at is not null from cards").all()
    for place, is_revoked in given:
        expected = PlaceState.REVOKED if is_revoked else PlaceState.IN_ORDER
        assert state_at(places, place) is expected
    assert state_at(places, phone.place) is PlaceState.REVOKED
