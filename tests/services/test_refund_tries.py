from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.errors import Conflict, NotAllowed, NotFound
from courier.domain.money import Money
from courier.domain.refunds import county_of_refund, refund_number
from courier.ports import RefundState, RefundStatus
from courier.services.core import Actor, ActorKind
from courier.services.payments import start_payment
from courier.services.refund_sending import note_refund, send_refund, sweep_refunds
from courier.services.refunds import (
    approve_refund,
    list_suspense,
    request_premium_refund,
    request_refund,
    retry_refund,
)
from courier.services.settlements import receive_notification
from tests.factories.county import COUNTY_ID, WEST, make_county
from tests.factories.money import assess, balance, consent, count, request_for

ADULT = dt.date(1980, 1, 1)
FEN = 40000


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def failed(core, county, world):
    """A refund of money that came twice, which the channel could not pay back."""
    household_id, people = county.household([("王大海", ADULT, [])])
    assess(core)
    consent(core, county.courier, people)
    request = request_for(core, household_id, people)
    view = start_payment(core, actor=county.courier, request=request)
    for _ in range(2):
        world.pay(view.out_trade_no)
    deliver(core, world)
    (item,) = list_suspense(core, actor=county.chief)
    refund = request_refund(
        core, actor=county.clerk, suspense_id=item.suspense_id, reason="paid_twice"
    )
    approve_refund(core, actor=county.chief, refund_id=refund)
    sweep_refunds(core)
    world.finish_refund(number(world), ok=False)
    deliver(core, world)
    return refund


def deliver(core, world):
    for headers, body in world.notifications():
        receive_notification(core, channel="wechat", headers=headers, body=body)


def number(world) -> str:
    return world.refunds[-1].out_refund_no


def step(core, county) -> str:
    return list_suspense(core, actor=county.chief)[0].step


def send(core, refund) -> str:
    return send_refund(core, county_id=COUNTY_ID, refund_id=refund)


def done(out_refund_no: str) -> RefundStatus:
    return RefundStatus(out_refund_no, RefundState.DONE, Money(FEN))


def test_a_failed_refund_is_paid_by_a_second_try_under_another_number(core, county, failed, world):
    assert step(core, county) == "failed"
    assert sweep_refunds(core) == 0
    retry_refund(core, actor=county.chief, refund_id=failed)
    assert step(core, county) == "approved"
    assert sweep_refunds(core) == 1
    first, second = (one.out_refund_no for one in world.refunds)
    assert first != second
    assert county_of_refund(second) == COUNTY_ID
    world.finish_refund(second)
    deliver(core, world)
    deliver(core, world)
    assert step(core, county) == "done"
    assert (balance(core, "refunds_payable"), balance(core, "clearing")) == (0, FEN)
    assert count(core, "refund_states", "state = 'done'") == 1


def test_a_second_failure_may_be_tried_a_third_time(core, county, failed, world):
    for tries in (2, 3):
        retry_refund(core, actor=county.chief, refund_id=failed)
        send(core, failed)
        world.finish_refund(number(world), ok=False)
        deliver(core, world)
        assert number(world) == refund_number(COUNTY_ID, failed, tries)
        assert step(core, county) == "failed"
    assert balance(core, "refunds_payable") == -FEN


def test_nothing_is_tried_again_unless_the_channel_said_no(core, county, failed, world):
    retry_refund(core, actor=county.chief, refund_id=failed)
    with pytest.raises(Conflict, match="refund_not_failed"):
        retry_refund(core, actor=county.chief, refund_id=failed)
    send(core, failed)
    deliver(core, world)  # the old "no" once more says nothing of the new try
    with pytest.raises(Conflict, match="refund_not_failed"):
        retry_refund(core, actor=county.chief, refund_id=failed)
    world.finish_refund(number(world))
    deliver(core, world)
    with pytest.raises(Conflict, match="refund_not_failed"):
        retry_refund(core, actor=county.chief, refund_id=failed)


def test_a_late_yes_to_the_old_number_ends_the_refund_and_counts_once(core, county, failed, world):
    old = number(world)
    retry_refund(core, actor=county.chief, refund_id=failed)
    assert note_refund(core, status=done(old)) == "refund_done"
    assert note_refund(core, status=done(old)) == "refund_done"
    assert step(core, county) == "done"
    assert sweep_refunds(core) == 0
    assert send(core, failed) == "refund_done"
    assert len(world.refunds) == 1, "the second number was never sent"
    assert (balance(core, "refunds_payable"), balance(core, "clearing")) == (0, FEN)
    assert note_refund(core, status=RefundStatus(old, RefundState.FAILED)) == "refund_done"
    assert step(core, county) == "done"


def test_two_tries_that_both_say_yes_are_booked_once_and_kept_in_the_trail(
    core, county, failed, world
):
    old = number(world)
    retry_refund(core, actor=county.chief, refund_id=failed)
    send(core, failed)
    world.finish_refund(number(world))
    deliver(core, world)
    assert note_refund(core, status=done(old)) == "refund_done"
    assert balance(core, "refunds_payable") == 0
    assert count(core, "refund_states", "state = 'done'") == 1
    assert count(core, "audit_events", "action = 'refund_done_by_two_tries'") == 1


def test_an_earlier_number_that_has_paid_meanwhile_is_found_before_the_next_is_sent(
    core, county, failed, world
):
    world.book.keep_refund(world.refunds[0].ended(RefundState.DONE))  # told to nobody
    retry_refund(core, actor=county.chief, refund_id=failed)
    assert send(core, failed) == "refund_done"
    assert len(world.refunds) == 1
    assert (balance(core, "refunds_payable"), balance(core, "clearing")) == (0, FEN)


def test_only_an_admin_of_the_county_tries_again(core, county, failed):
    auditor = Actor(
        ActorKind.ADMIN, COUNTY_ID, county.chief.person_id, "马某", "990101000000", "auditor"
    )
    for actor, why in ((county.courier, "not_your_task"), (auditor, "auditor_reads_only")):
        with pytest.raises(NotAllowed, match=why):
            retry_refund(core, actor=actor, refund_id=failed)
    neighbour = Actor(
        ActorKind.ADMIN, 990202, county.chief.person_id, "郑某", "990202000000", "county"
    )
    with pytest.raises(NotFound, match="refund_not_found"):
        retry_refund(core, actor=neighbour, refund_id=failed)


def test_a_receipt_of_another_township_is_not_to_be_found(core, county, failed):
    with core.begin() as work:
        receipt_no = work.scalar("select receipt_no from receipts")
    west = Actor(ActorKind.ADMIN, COUNTY_ID, county.clerk.person_id, "郑某", WEST, "township")
    with pytest.raises(NotFound, match="receipt_not_found"):
        request_premium_refund(core, actor=west, receipt_no=receipt_no, reason="death")
