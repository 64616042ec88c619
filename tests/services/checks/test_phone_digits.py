"""Six digits read aloud: only the phone itself, near now, and once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from courier.domain.checks import CheckWay
from courier.domain.credentials import Colour
from courier.domain.errors import BadInput, Conflict, NotFound
from courier.domain.spoken_checks import Asked
from courier.services.cards import own_card
from courier.services.couriers import suspend_courier
from courier.services.phone_digits import confirm_secret, forget_spent_digits, give_secret
from courier.services.spoken_checks import check_spoken
from tests.factories.county import make_county
from tests.factories.courier_phones import DigitsPhone, registered_holder

GREEN, AMBER, RED = Colour.GREEN, Colour.AMBER, Colour.RED


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(core, county):
    return DigitsPhone(core, *registered_holder(core, county))


@pytest.fixture
def card(core, phone):
    return own_card(core, actor=phone.holder).card


def told(core, number, digits=None, way=CheckWay.PHONE):
    check = check_spoken(core, asked=Asked(number, digits), way=way)
    return check.colour, check.reason


def test_the_digits_of_the_phone_are_green_by_card_and_by_courier_number(core, clock, phone, card):
    assert told(core, card.card_no, phone.shows()) == (GREEN, "digits_right")
    clock.forward(seconds=30)
    assert told(core, card.courier_no, phone.shows()) == (GREEN, "digits_right")


def test_a_second_asker_hears_that_they_were_used(core, clock, phone, card):
    digits = phone.shows()
    assert told(core, card.card_no, digits) == (GREEN, "digits_right")
    assert told(core, card.card_no, digits) == (AMBER, "digits_used")
    clock.forward(seconds=30)
    assert told(core, card.card_no, digits) == (AMBER, "digits_used")
    assert told(core, card.card_no, phone.shows()) == (GREEN, "digits_right")


def test_of_many_askers_at_the_same_moment_one_hears_green(core, phone, card):
    digits = phone.shows()
    with ThreadPoolExecutor(6) as pool:
        heard = list(pool.map(lambda _: told(core, card.card_no, digits), range(6)))
    assert sorted(colour for colour, _ in heard) == [AMBER] * 5 + [GREEN]


def test_digits_of_half_a_minute_ago_count_and_of_two_minutes_do_not(core, clock, phone, card):
    assert told(core, card.card_no, phone.shows(seconds=30)) == (GREEN, "digits_right")
    assert told(core, card.card_no, phone.shows(minutes=2)) == (AMBER, "digits_wrong")


def test_a_number_alone_is_amber(core, phone, card):
    assert told(core, card.card_no) == (AMBER, "may_be_a_copy")
    assert told(core, card.courier_no) == (AMBER, "may_be_a_copy")


def test_wrong_digits_are_limited_and_then_even_right_ones_do_not_count(core, clock, phone, card):
    for _ in range(10):
        assert told(core, card.card_no, phone.never_shows()) == (AMBER, "digits_wrong")
    assert told(core, card.card_no, phone.shows()) == (AMBER, "digits_blocked")
    clock.forward(hours=1, seconds=1)
    assert told(core, card.card_no, phone.shows()) == (GREEN, "digits_right")


def test_a_phone_without_digits_says_so(core, county, phone, card):
    other, _ = registered_holder(core, county, phone="13900000002", name="钱二")
    number = own_card(core, actor=other).card.card_no
    assert told(core, number, phone.shows()) == (AMBER, "digits_none")


def test_a_suspended_courier_is_red_whatever_her_phone_shows(core, county, phone, card):
    courier_id = phone.holder.person_id
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="核实")
    assert told(core, card.card_no, phone.shows()) == (RED, "suspended")


@pytest.mark.parametrize("number", ["999999", "C0000000000", ""])
def test_a_number_that_nobody_has_is_red(core, county, number):
    assert told(core, number, "123456") == (RED, "unknown")


def test_a_new_phone_has_new_digits_and_the_old_ones_are_worthless(core, county, phone, card):
    from courier.services.invitations import accept_invitation, invite_courier

    invited = invite_courier(core, actor=county.chief, courier_id=phone.holder.person_id)
    device = accept_invitation(core, token=invited.token, pin="482915")
    assert told(core, card.card_no, phone.shows()) == (AMBER, "digits_none")
    other = DigitsPhone(core, phone.holder, device.device_token)
    assert told(core, card.card_no, phone.shows()) == (AMBER, "digits_wrong")
    assert told(core, card.card_no, other.shows()) == (GREEN, "digits_right")


def test_the_secret_is_given_until_the_phone_shows_that_it_keeps_it(core, county):
    holder, token = registered_holder(core, county)
    first = give_secret(core, actor=holder, device_token=token)
    second = give_secret(core, actor=holder, device_token=token)
    assert first != second
    with pytest.raises(BadInput, match="phone_digits_wrong"):
        confirm_secret(core, actor=holder, device_token=token, digits="12345x")
    DigitsPhone(core, holder, token)
    with pytest.raises(Conflict, match="phone_has_digits"):
        give_secret(core, actor=holder, device_token=token)


def test_the_database_itself_keeps_a_phones_secret_and_keeps_it_sealed(core, phone):
    with core.begin() as work:
        kept = bytes(work.scalar("select digits_secret from courier_devices"))
        assert phone.secret not in kept
        assert phone.secret.hex().encode() not in kept
        with pytest.raises(Conflict, match="phone_has_digits"):
            work.run("update courier_devices set digits_secret = 'x'::bytea")


def test_only_her_own_registered_phone_gets_a_secret(core, county):
    holder, _ = registered_holder(core, county)
    for act in (
        lambda: give_secret(core, actor=holder, device_token="nobody's"),
        lambda: confirm_secret(core, actor=holder, device_token="", digits="000000"),
    ):
        with pytest.raises(NotFound, match="phone_unknown"):
            act()


def test_what_was_told_is_forgotten_after_an_hour(core, clock, phone, card):
    told(core, card.card_no, phone.shows())
    assert forget_spent_digits(core) == 0
    clock.forward(minutes=61)
    assert forget_spent_digits(core) == 1
