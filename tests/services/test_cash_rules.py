"""Cash at the door: no more than the limit, at the township within a day, counted there."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from courier.domain.errors import BadInput, CourierError, NotAllowed, Refused
from courier.domain.money import Money
from courier.services.cash import take_cash
from courier.services.cash_alarms import cash_alarms, raise_cash_alarms
from courier.services.cash_limits import cash_room, county_limit, set_county_limit
from courier.services.deposit_announcements import announce_deposit, own_deposits
from courier.services.deposits import cash_in_hand, confirm_deposit
from courier.texts import Locale, say
from tests.factories.county import EAST, WEST, make_county
from tests.factories.money import assess, balance, consent, count, give_book, request_for

YOUNG = dt.date(1990, 5, 5)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def families(core, county):
    """Three households of one, who owe 400 yuan each and agreed to it."""
    made = [county.household([(name, YOUNG, [])]) for name in ("张三", "李四", "王五")]
    assess(core)
    consent(core, county.courier, [people[0] for _, people in made])
    give_book(core, county, county.courier)
    return made


def pay(core, county, family, **changes):
    request = request_for(core, *family)
    return take_cash(core, actor=county.courier, request=request, **changes)


def allow(core, county, yuan):
    set_county_limit(core, actor=county.chief, limit=Money.from_yuan(yuan))


def bring(core, county, yuan):
    announce_deposit(core, actor=county.courier, amount=Money.from_yuan(yuan))


def counted(core, county, yuan):
    courier_id = county.courier.person_id
    amount = Money.from_yuan(yuan)
    return confirm_deposit(core, actor=county.chief, courier_id=courier_id, amount=amount)


def refusal(kind, use_case, *arguments, **facts):
    with pytest.raises(kind) as error:
        use_case(*arguments, **facts)
    for locale in Locale:
        assert say(f"errors.{error.value.code}", locale, **error.value.facts)
    return error.value.code


def test_five_thousand_yuan_are_allowed_where_the_county_says_nothing(core, county, families):
    room = cash_room(core, actor=county.courier)
    assert (room.in_hand, room.limit, room.left) == (Money(0), Money(500_000), Money(500_000))
    pay(core, county, families[0])
    room = cash_room(core, actor=county.courier)
    assert (room.in_hand, room.left) == (Money(40000), Money(460_000))


def test_above_the_limit_cash_is_refused_before_anything_is_written(core, county, families):
    allow(core, county, "800")
    for family in families[:2]:
        pay(core, county, family)
    assert refusal(Refused, pay, core, county, families[2]) == "cash_limit_reached"
    assert count(core, "receipts") == 2
    assert balance(core, "custody") == 80000
    assert count(core, "premium_claims", "released_at is null") == 2


def test_handed_in_there_is_room_again(core, county, families):
    allow(core, county, "400")
    pay(core, county, families[0])
    assert refusal(Refused, pay, core, county, families[1]) == "cash_limit_reached"
    counted(core, county, "400")
    pay(core, county, families[1])
    assert balance(core, "custody") == 40000


def test_a_repeated_request_is_answered_although_the_limit_is_reached(core, county, families):
    allow(core, county, "400")
    request = request_for(core, *families[0])
    first = take_cash(core, actor=county.courier, request=request)
    assert take_cash(core, actor=county.courier, request=request) == first


def test_two_phones_do_not_pass_the_limit_together(core, county, families):
    allow(core, county, "400")

    def outcome(family):
        try:
            return pay(core, county, family).state.value
        except CourierError as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(outcome, families[:2]))
    assert outcomes == ["cash_limit_reached", "receipted"]
    assert balance(core, "custody") == 40000


def test_the_county_alone_sets_the_limit(core, county):
    assert county_limit(core, actor=county.clerk) == Money(500_000)
    with pytest.raises(NotAllowed):
        set_county_limit(core, actor=county.clerk, limit=Money(100))
    allow(core, county, "3000")
    assert county_limit(core, actor=county.clerk) == Money(300_000)
    assert count(core, "audit_events", "action = 'cash_limit_set'") == 1


@pytest.mark.parametrize("fen", [0, -1, 10_000_001])
def test_no_impossible_limit_is_set(core, county, fen):
    code = refusal(BadInput, set_county_limit, core, actor=county.chief, limit=Money(fen))
    assert code == "cash_limit_wrong"


def test_what_she_announces_is_counted_and_both_see_the_difference(core, county, families):
    for family in families[:2]:
        pay(core, county, family)
    bring(core, county, "800")
    (waiting,) = own_deposits(core, actor=county.courier)
    assert (waiting.announced, waiting.counted) == (Money(80000), None)
    (holder,) = [one for one in cash_in_hand(core, actor=county.chief) if one.in_hand]
    assert holder.announced == Money(80000)
    counted(core, county, "700")
    (seen,) = own_deposits(core, actor=county.courier)
    assert (seen.announced, seen.counted, seen.differs) == (Money(80000), Money(70000), True)
    (holder,) = [one for one in cash_in_hand(core, actor=county.chief) if one.in_hand]
    assert (holder.in_hand, holder.announced) == (Money(10000), None)


def test_announcing_anew_replaces_what_was_not_counted(core, county, families):
    pay(core, county, families[0])
    bring(core, county, "400")
    bring(core, county, "300")
    (waiting,) = own_deposits(core, actor=county.courier)
    assert waiting.announced == Money(30000)


def test_cash_that_was_never_announced_is_counted_as_well(core, county, families):
    pay(core, county, families[0])
    counted(core, county, "400")
    (seen,) = own_deposits(core, actor=county.courier)
    assert (seen.announced, seen.counted, seen.differs) == (None, Money(40000), False)


def test_nobody_announces_nothing_or_more_than_she_holds(core, county, families):
    pay(core, county, families[0])
    assert refusal(BadInput, bring, core, county, "0") == "deposit_nothing"
    assert refusal(Refused, bring, core, county, "400.01") == "deposit_more_than_held"


def test_late_cash_is_an_alarm_of_who_how_much_and_since_when(core, county, families, clock):
    taken_at = clock.now()
    pay(core, county, families[0])
    clock.forward(hours=23)
    pay(core, county, families[1])
    assert raise_cash_alarms(core) == 0
    clock.forward(hours=2)
    assert raise_cash_alarms(core) == 1
    (alarm,) = cash_alarms(core, actor=county.chief)
    assert (alarm.courier_id, alarm.amount, alarm.since) == (
        county.courier.person_id,
        Money(80000),
        taken_at,
    )
    room = cash_room(core, actor=county.courier)
    assert (room.is_late, room.since) == (True, taken_at)


def test_an_alarm_is_raised_once_and_ends_with_the_deposit(core, county, families, clock):
    pay(core, county, families[0])
    clock.forward(hours=25)
    assert (raise_cash_alarms(core), raise_cash_alarms(core)) == (1, 0)
    counted(core, county, "400")
    raise_cash_alarms(core)
    assert cash_alarms(core, actor=county.chief) == ()
    assert not cash_room(core, actor=county.courier).is_late
    assert count(core, "audit_events", "action = 'cash_late'") == 1


def test_what_was_handed_in_counts_for_the_oldest_cash(core, county, families, clock):
    pay(core, county, families[0])
    clock.forward(hours=23)
    second = clock.now()
    pay(core, county, families[1])
    counted(core, county, "400")
    clock.forward(hours=2)
    assert raise_cash_alarms(core) == 0
    assert cash_room(core, actor=county.courier).since == second


def test_a_township_hears_of_its_own_late_couriers_alone(core, county, families, clock):
    pay(core, county, families[0])
    clock.forward(hours=25)
    raise_cash_alarms(core)
    assert len(cash_alarms(core, actor=replace(county.clerk, region_code=EAST))) == 1
    assert cash_alarms(core, actor=replace(county.clerk, region_code=WEST)) == ()
    with pytest.raises(NotAllowed):
        cash_alarms(core, actor=county.courier)
