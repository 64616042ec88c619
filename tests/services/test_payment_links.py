"""A link for the child far away: for people who agreed, once, for a day."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from courier.domain.errors import Conflict, CourierError, NotFound, OutsideFailed, Refused
from courier.domain.money import Money
from courier.domain.payment_links import make_token, read_token
from courier.domain.payments import PaymentState
from courier.ports import Channel, OrderState, PayWay
from courier.sandbox.wechat_pay.in_process import Call, Fault
from courier.services.cash import take_cash
from courier.services.link_payments import check_link, pay_by_link
from courier.services.link_texts import text_link
from courier.services.paid_meanwhile import Turn
from courier.services.payment_links import (
    LinkState,
    make_link,
    open_link,
    own_link,
    withdraw_link,
)
from courier.services.payments import start_payment
from courier.services.settlements import receive_notification, sweep_payments
from tests.factories.county import COUNTY_ID, PLUM, make_county
from tests.factories.money import assess, balance, consent, count, give_book, request_for

YOUNG = dt.date(1990, 5, 5)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """Two who owe 400 yuan each and agreed."""
    household_id, people = county.household([("张三丰", YOUNG, []), ("李四", YOUNG, [])])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    return household_id, people


@pytest.fixture
def link(core, county, family):
    return make_link(core, actor=county.courier, request=request_for(core, *family))


def pay(core, link, channel=Channel.WECHAT, **changes):
    way = changes.pop("way", PayWay.NATIVE)
    return pay_by_link(core, token=link.token, channel=channel, way=way, **changes)


def cash(core, county, family, actor=None):
    request = request_for(core, *family)
    return take_cash(core, actor=actor or county.courier, request=request)


def tell(core, world, channel=Channel.WECHAT):
    return [
        receive_notification(core, channel=channel, headers=headers, body=body)
        for headers, body in world.notifications()
    ]


def state(core, link):
    return open_link(core, token=link.token).state


def test_a_link_names_the_village_and_the_sum_and_masks_the_people(core, link):
    assert (link.state, link.total, len(link.people)) == (LinkState.OPEN, Money(80000), 2)
    assert {one.name_masked for one in link.people} == {"李*", "张*"}
    assert link.address == f"https://courier.test/l/{link.token}"
    assert link.courier_name == "王小花"


def test_the_same_key_gives_the_same_link(core, county, family):
    request = request_for(core, *family)
    first = make_link(core, actor=county.courier, request=request)
    assert make_link(core, actor=county.courier, request=request) == first
    assert count(core, "payment_links") == 1


def test_the_child_pays_and_the_courier_sees_it_only_once_it_is_posted(core, county, link, world):
    paying = pay(core, link)
    assert paying.state is LinkState.PAYING
    world.pay(paying.payment.out_trade_no)
    assert state(core, link) is LinkState.PAYING
    assert tell(core, world) == ["posted"]
    paid = own_link(core, actor=county.courier, link_id=link.link_id)
    assert paid.state is LinkState.PAID
    assert all(one.receipt_code for one in paid.payment.people)
    assert count(core, "receipts") == 2


def test_a_link_pays_once(core, link, world):
    paying = pay(core, link)
    world.pay(paying.payment.out_trade_no)
    tell(core, world)
    with pytest.raises(Refused, match="payment_link_over"):
        pay(core, link)
    assert len(world.book.orders) == 1


def test_two_taps_make_one_order(core, link, world):
    with ThreadPoolExecutor(2) as pool:
        views = list(pool.map(lambda _: pay(core, link), range(2)))
    assert len({view.payment.attempt_id for view in views}) == 1
    assert len(world.book.orders) == 1


def test_the_other_app_closes_the_first_order(core, link, world):
    alipay = core.channels[Channel.ALIPAY].world
    first = pay(core, link).payment
    second = pay(core, link, Channel.ALIPAY, way=PayWay.H5).payment
    assert world.state_of(first.out_trade_no) is OrderState.CLOSED
    assert alipay.state_of(second.out_trade_no) is OrderState.WAITING
    alipay.pay(second.out_trade_no)
    assert tell(core, alipay, Channel.ALIPAY) == ["posted"]
    assert state(core, link) is LinkState.PAID


def test_an_order_that_ran_out_may_be_placed_anew_while_the_link_lasts(core, link, clock):
    first = pay(core, link).payment
    clock.forward(minutes=31)
    sweep_payments(core)
    assert state(core, link) is LinkState.OPEN
    again = pay(core, link).payment
    assert again.out_trade_no != first.out_trade_no


def test_after_a_day_a_link_is_over(core, link, clock, world):
    clock.forward(hours=24)
    assert state(core, link) is LinkState.EXPIRED
    with pytest.raises(Refused, match="payment_link_over"):
        pay(core, link)
    assert not world.book.orders


def test_nobody_pays_by_link_who_did_not_agree_at_that_sum(core, county):
    household_id, people = county.household([("张三", YOUNG, [])])
    assess(core)
    with pytest.raises(Refused, match="consent_missing"):
        make_link(core, actor=county.courier, request=request_for(core, household_id, people))


def test_another_villages_courier_neither_makes_nor_sees_nor_ends_a_link(core, county):
    stranger = county.other_courier
    household_id, people = county.household([("张三", YOUNG, [])], village=PLUM)
    assess(core)
    consent(core, county.courier, people)
    request = request_for(core, household_id, people)
    link = make_link(core, actor=county.courier, request=request)
    with pytest.raises(NotFound):
        make_link(core, actor=stranger, request=request)
    for use_case in (own_link, withdraw_link):
        with pytest.raises(NotFound):
            use_case(core, actor=stranger, link_id=link.link_id)
    assert state(core, link) is LinkState.OPEN


def test_cash_at_the_table_ends_the_link_and_says_who_paid_and_how(core, county, family, link):
    cash(core, county, family)
    seen = open_link(core, token=link.token)
    assert seen.state is LinkState.TAKEN
    assert {(one.turn, one.channel, one.by) for one in seen.people} == {
        (Turn.PAID, "cash", "王小花")
    }
    with pytest.raises(Conflict, match="already_paid"):
        pay(core, link)


def test_while_the_child_pays_nobody_else_is_charged(core, county, family, link):
    pay(core, link)
    with pytest.raises(Conflict, match="being_paid"):
        cash(core, county, family)
    with pytest.raises(Conflict, match="being_paid"):
        start_payment(core, actor=county.courier, request=request_for(core, *family))
    assert count(core, "receipts") == 0


def test_a_withdrawn_link_closes_its_order_before_cash_is_taken(core, county, family, link, world):
    paying = pay(core, link).payment
    withdrawn = withdraw_link(core, actor=county.courier, link_id=link.link_id)
    assert withdrawn.state is LinkState.WITHDRAWN
    assert world.state_of(paying.out_trade_no) is OrderState.CLOSED
    assert cash(core, county, family).state is PaymentState.RECEIPTED
    seen = open_link(core, token=link.token)
    assert seen.state is LinkState.WITHDRAWN
    assert {one.turn for one in seen.people} == {Turn.PAID}
    with pytest.raises(Refused, match="payment_link_over"):
        pay(core, link)


def test_money_that_was_quicker_than_the_withdrawal_counts(core, county, link, world):
    paying = pay(core, link).payment
    world.pay(paying.out_trade_no)
    withdraw_link(core, actor=county.courier, link_id=link.link_id)
    assert tell(core, world) == ["posted"]
    assert state(core, link) is LinkState.PAID
    assert balance(core, "suspense") == 0


def test_where_the_order_cannot_be_closed_it_still_holds_its_people(core, county, family, link):
    pay(core, link)
    core.channels[Channel.WECHAT].fail_next(Call.CLOSE, Fault.NEVER_ARRIVED)
    with pytest.raises(OutsideFailed):
        withdraw_link(core, actor=county.courier, link_id=link.link_id)
    with pytest.raises(Conflict, match="being_paid"):
        cash(core, county, family)


def test_a_child_and_a_courier_at_the_same_moment_charge_them_once(core, county, family, link):
    def outcome(use_case):
        try:
            use_case()
        except CourierError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        both = pool.map(outcome, [lambda: pay(core, link), lambda: cash(core, county, family)])
        outcomes = sorted(both)
    assert outcomes[1] == "done"
    assert outcomes[0] in {"already_paid", "being_paid"}
    assert count(core, "premium_claims", "released_at is null") == 2


def test_a_lost_word_is_asked_after_from_the_link(core, link, world):
    paying = pay(core, link).payment
    world.pay(paying.out_trade_no)
    assert check_link(core, token=link.token).state is LinkState.PAID


def test_an_order_whose_answer_was_lost_is_placed_by_pressing_again(core, link, world):
    core.channels[Channel.WECHAT].fail_next(Call.PLACE, Fault.ANSWER_LOST)
    with pytest.raises(OutsideFailed):
        pay(core, link)
    assert pay(core, link).payment.code_url
    assert len(world.book.orders) == 1


def test_addresses_cannot_be_guessed_nor_made_up(core, link):
    key, token = core.code_key, link.token
    assert read_token(key, token) == (COUNTY_ID, link.link_id)
    other = "A" if token[-1] != "A" else "B"
    rubbish = [
        "",
        "x",
        token[:-1],
        token[:-1] + other,
        token + "A",
        "!" * 40,
        "张" * 40,
    ]
    for wrong in [*rubbish, make_token(b"another key".ljust(32, b"."), COUNTY_ID, link.link_id)]:
        with pytest.raises(NotFound):
            open_link(core, token=wrong)


def test_a_link_is_texted_once_to_a_phone(core, county, link):
    for _ in range(2):
        text_link(core, actor=county.courier, link_id=link.link_id, phone="139 0000 0009")
    assert count(core, "outgoing_messages", "text_key = 'payment_link'") == 1
    with pytest.raises(CourierError):
        text_link(core, actor=county.courier, link_id=link.link_id, phone="gestern")


def test_each_step_of_a_link_is_on_the_trail_without_a_name(core, county, link):
    pay(core, link)
    withdraw_link(core, actor=county.courier, link_id=link.link_id)
    with core.begin() as work:
        rows = work.run("select action, facts::text as facts from audit_events").all()
    told = {row.action for row in rows}
    assert {
        "payment_link_made",
        "payment_by_link_started",
        "payment_link_withdrawn",
    } <= told
    assert not any("张" in row.facts for row in rows)
