"""What a family far away does with links, and couriers with theirs; a part of the machine."""

from __future__ import annotations

import uuid

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from courier.ports import Channel, PayWay
from courier.services.link_payments import check_link, pay_by_link
from courier.services.payment_links import make_link, withdraw_link
from courier.services.payments import PaymentRequest
from tests.simulation.small_county import AMOUNTS

people = st.sets(st.integers(0, len(AMOUNTS) - 1), min_size=1).map(sorted)


class FarAway:
    """Rules of links; the machine brings county, core and ``_try``."""

    links: list

    @rule(who=st.integers(0, 1), whom=people)
    def make_a_link(self, who, whom):
        request = PaymentRequest(
            key=uuid.uuid4().hex,
            household_id=self.county.household_id,
            owed=tuple(self.county.owed(one) for one in whom),
        )
        link = self._try(make_link, actor=self.county.couriers[who], request=request)
        if link is not None:
            self.links.append((who, link))

    @precondition(lambda self: self.links)
    @rule(which=st.integers(0, 7), channel=st.sampled_from([Channel.WECHAT, Channel.ALIPAY]))
    def press_pay_on_a_link(self, which, channel):
        _, link = self._pick(self.links, which)
        self._try(pay_by_link, token=link.token, channel=channel, way=PayWay.NATIVE)

    @precondition(lambda self: self.links)
    @rule(which=st.integers(0, 7))
    def ask_after_a_link(self, which):
        _, link = self._pick(self.links, which)
        self._try(check_link, token=link.token)

    @precondition(lambda self: self.links)
    @rule(which=st.integers(0, 7))
    def withdraw_a_link(self, which):
        who, link = self._pick(self.links, which)
        self._try(withdraw_link, actor=self.county.couriers[who], link_id=link.link_id)
