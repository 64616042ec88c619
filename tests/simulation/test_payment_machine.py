"""Any interleaving of paying, notifying, losing, repeating, refunding and dying keeps the books.

Run more with YIBAO_EXAMPLES=20000, repeat a failure with YIBAO_SEED=<the printed seed>.
"""

from __future__ import annotations

import os
import threading
import uuid

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError

from courier.domain.errors import CourierError
from courier.domain.money import Money
from courier.ports import Channel, PayWay, RefundState
from courier.sandbox.alipay.world import AlipayWorld
from courier.sandbox.wechat_pay.in_process import Call, Fault, InProcessWechat
from courier.sandbox.wechat_pay.records import ApiError
from courier.sandbox.wechat_pay.world import WechatPayWorld
from courier.services.cash import take_cash
from courier.services.link_payments import pay_by_link
from courier.services.payment_links import make_link
from courier.services.payment_switch import switch_channel
from courier.services.payments import PaymentRequest, abandon_payment, start_payment
from courier.services.refund_sending import sweep_refunds
from courier.services.refunds import (
    approve_refund,
    list_suspense,
    request_premium_refund,
    request_refund,
    retry_refund,
)
from courier.services.settlements import receive_notification, sweep_payments
from tests.conftest import StillClock
from tests.simulation.books import check, money_back, money_seen
from tests.simulation.far_away import FarAway
from tests.simulation.fragile import Died, fragile
from tests.simulation.phones import PhonesWithoutNetwork
from tests.simulation.small_county import AMOUNTS, SmallCounty

EXAMPLES = int(os.environ.get("YIBAO_EXAMPLES", "2000"))
SEED = int(os.environ["YIBAO_SEED"])  # chosen by tests/conftest.py where nobody gave one
PARTS = 4  # processes may share the work; each part has a seed of its own
STEPS = 12

people = st.sets(st.integers(0, len(AMOUNTS) - 1), min_size=1).map(sorted)
courier = st.integers(0, 1)
index = st.integers(0, 7)
channel = st.sampled_from([Channel.WECHAT, Channel.ALIPAY])


class Payments(PhonesWithoutNetwork, FarAway, RuleBasedStateMachine):
    """The machine; ``base`` is the core of the test session."""

    base = None

    def __init__(self) -> None:
        super().__init__()
        self.clock = StillClock()
        self.worlds = {
            Channel.WECHAT: WechatPayWorld(self.clock),
            Channel.ALIPAY: AlipayWorld(self.clock),
        }
        self.channels = {name: InProcessWechat(world) for name, world in self.worlds.items()}
        self.core = fragile(self.base, clock=self.clock, channels=self.channels)
        self.county = SmallCounty(self.core)
        self.requests: list[tuple[int, PaymentRequest, Channel]] = []
        self.attempts: list[tuple[int, uuid.UUID]] = []
        self.refunds: list[uuid.UUID] = []
        self.links = []
        self.give_phones()

    # What couriers do

    @rule(who=courier, whom=people, channel=channel)
    def start(self, who, whom, channel):
        request = PaymentRequest(
            key=uuid.uuid4().hex,
            household_id=self.county.household_id,
            owed=tuple(self.county.owed(one) for one in whom),
        )
        self.requests.append((who, request, channel))
        self._start(who, request, channel)

    @precondition(lambda self: self.requests)
    @rule(which=index)
    def send_again(self, which):
        self._start(*self._pick(self.requests, which))

    @precondition(lambda self: self.requests)
    @rule(which=index, whom=people)
    def reuse_a_key(self, which, whom):
        who, earlier, channel = self._pick(self.requests, which)
        owed = tuple(self.county.owed(one) for one in whom)
        if sorted(str(o) for o in owed) != sorted(str(o) for o in earlier.owed):
            request = PaymentRequest(key=earlier.key, household_id=earlier.household_id, owed=owed)
            before = self._attempts_with(earlier.key)
            self._start(who, request, channel)
            assert before is None or self._attempts_with(earlier.key) == before

    @rule(whom=people)
    def two_couriers_at_once(self, whom):
        owed = tuple(self.county.owed(one) for one in whom)
        requests = [
            PaymentRequest(key=uuid.uuid4().hex, household_id=self.county.household_id, owed=owed)
            for _ in range(2)
        ]
        self.core.fuse.left = None
        threads = [
            threading.Thread(target=self._start, args=(who, request))
            for who, request in enumerate(requests)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    @rule(who=courier, whom=people)
    def cash(self, who, whom):
        request = PaymentRequest(
            key=uuid.uuid4().hex,
            household_id=self.county.household_id,
            owed=tuple(self.county.owed(one) for one in whom),
        )
        for _ in range(2):
            self._try(take_cash, actor=self.county.couriers[who], request=request)

    @precondition(lambda self: self.attempts)
    @rule(which=index)
    def abandon(self, which):
        who, attempt = self._pick(self.attempts, which)
        self._try(abandon_payment, actor=self.county.couriers[who], attempt_id=attempt)

    @precondition(lambda self: self.attempts)
    @rule(which=index, channel=channel)
    def switch(self, which, channel):
        who, attempt = self._pick(self.attempts, which)
        view = self._try(
            switch_channel, actor=self.county.couriers[who], attempt_id=attempt, channel=channel
        )
        if view is not None:
            self.attempts.append((who, view.attempt_id))

    # What payers and the channel do

    @rule(which=index, channel=channel, amount=st.sampled_from([None, None, None, 1, 99999]))
    def pay(self, which, channel, amount):
        world = self.worlds[channel]
        if world.book.orders:
            order = self._pick(sorted(world.book.orders), which)
            world.pay(order, None if amount is None else Money(amount))

    @rule(which=index, channel=channel, times=st.integers(1, 2))
    def notify(self, which, channel, times):
        if self.worlds[channel].events:
            message = self._pick(self.worlds[channel].notifications(), which)
            for _ in range(times):
                self._deliver(channel, message)

    @rule(channel=channel, call=st.sampled_from(list(Call)), fault=st.sampled_from(list(Fault)))
    def trouble(self, channel, call, fault):
        self.channels[channel].fail_next(call, fault)

    @rule(minutes=st.sampled_from([2, 40]))
    def time_passes(self, minutes):
        self.clock.forward(minutes=minutes)
        self._try(sweep_payments)

    # What admins do

    @rule(which=index)
    def ask_for_refund(self, which):
        for item in list_suspense(self.base, actor=self.county.chief)[which : which + 1]:
            self._ask(request_refund, suspense_id=item.suspense_id, reason=item.reason)

    @rule(which=index)
    def ask_for_premium_back(self, which):
        with self.base.begin() as work:
            numbers = work.run(
                "select receipt_no from receipts where county_id = :c order by 1",
                {"c": self.county.county_id},
            ).all()
        for row in numbers[which : which + 1]:
            self._ask(request_premium_refund, receipt_no=row.receipt_no, reason="death")

    @precondition(lambda self: self.refunds)
    @rule(which=index, by_the_same=st.booleans())
    def approve(self, which, by_the_same):
        actor = self.county.clerk if by_the_same else self.county.chief
        self._try(approve_refund, actor=actor, refund_id=self._pick(self.refunds, which))

    @precondition(lambda self: self.refunds)
    @rule(which=index)
    def try_again(self, which):
        refund = self._pick(self.refunds, which)
        self._try(retry_refund, actor=self.county.chief, refund_id=refund)

    @rule(ends=st.sampled_from(["not yet", "well", "badly"]))
    def refunds_move(self, ends):
        self._try(sweep_refunds)
        for world in self.worlds.values():
            for refund in world.refunds:
                if ends != "not yet":
                    world.finish_refund(refund.out_refund_no, ok=ends == "well")

    # What machines do

    @rule(steps=st.integers(0, 12))
    def about_to_die(self, steps):
        self.core.fuse.left = steps

    def teardown(self):
        """All is told, nothing is broken any more: now everything must agree."""
        self.core.fuse.left = None
        for channel, world in self.worlds.items():
            self.channels[channel].forget_faults()
            for message in world.notifications():
                self._deliver(channel, message)
        self.hand_in_everything()
        self.clock.forward(minutes=60)
        for _ in range(2):
            sweep_payments(self.core)
            sweep_refunds(self.core)
        check(self.base.engine, self.county.county_id)
        self.check_leaves()
        for channel, world in self.worlds.items():
            self._agrees(channel, world)

    def _agrees(self, channel, world):
        told = {payment.transaction_id: payment.amount.fen for payment in world.payments}
        assert money_seen(self.base.engine, self.county.county_id, channel) == told
        paid_back = {
            refund.out_refund_no: refund.amount.fen
            for refund in world.refunds
            if refund.state is RefundState.DONE
        }
        assert money_back(self.base.engine, self.county.county_id, channel) == paid_back

    def _start(self, who, request, channel=Channel.WECHAT):
        actor = self.county.couriers[who]
        view = self._try(start_payment, actor=actor, request=request, channel=channel)
        if view is not None:
            self.attempts.append((who, view.attempt_id))

    def _ask(self, use_case, **facts):
        refund = self._try(use_case, actor=self.county.clerk, **facts)
        if refund is not None:
            self.refunds.append(refund)

    def _deliver(self, channel, message):
        headers, body = message
        self._try(receive_notification, channel=channel, headers=headers, body=body)

    def _try(self, use_case, **facts):
        """Run a use-case that may be refused or die; the books must hold afterwards."""
        try:
            return use_case(self.core, **facts)
        except (CourierError, ApiError, Died):
            return None
        finally:
            if threading.current_thread() is threading.main_thread():
                check(self.base.engine, self.county.county_id)

    def _attempts_with(self, key):
        with self.base.begin() as work:
            return work.scalar(
                "select attempt_id from idempotency_keys where county_id = :c and key = :k",
                {"c": self.county.county_id, "k": key},
            )

    @staticmethod
    def _pick(things, which):
        return things[which % len(things)]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("part", range(PARTS))
def test_money_in_equals_the_ledger_whatever_happens(core, tell, part):
    tell(f"payment machine, part {part}: {-(-EXAMPLES // PARTS)} examples, YIBAO_SEED={SEED}")
    Payments.base = core
    run_state_machine_as_test(
        seed(SEED + part)(Payments),
        settings=settings(
            max_examples=-(-EXAMPLES // PARTS),
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_check_finds_a_missing_fen(core):
    """The examination can fail: a posting without its money is found."""
    county = SmallCounty(core)
    with core.begin() as work:
        work.run(
            "insert into channel_payments values (:c, 'wechat', 'x', 'y', null, 1, now(), now(),"
            " 'posted')",
            {"c": county.county_id},
        )
        work.commit()
    with pytest.raises(AssertionError):
        check(core.engine, county.county_id)


def test_two_live_payments_for_one_person_are_impossible_in_the_database(core):
    county = SmallCounty(core)
    claim = "insert into premium_claims values ('\\x01', 2027, :c, :a)"
    facts = [{"c": county.county_id, "a": uuid.uuid4()} for _ in range(2)]
    with core.begin() as work:
        work.run(claim, facts[0])
        with pytest.raises(IntegrityError, match="one_live_payment"):
            work.run(claim, facts[1])


def test_links_of_the_small_county_reach_their_order(core):
    """So that the machine's links are no idle ones."""
    county = SmallCounty(core)
    request = PaymentRequest(
        key=uuid.uuid4().hex, household_id=county.household_id, owed=(county.owed(0),)
    )
    link = make_link(core, actor=county.couriers[0], request=request)
    paying = pay_by_link(core, token=link.token, channel=Channel.WECHAT, way=PayWay.NATIVE)
    assert paying.payment.code_url
