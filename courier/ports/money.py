"""Channels that move money, and what they say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from courier.domain.money import Money


class Channel(StrEnum):
    """Where money may come from."""

    WECHAT = "wechat"
    ALIPAY = "alipay"
    CASH = "cash"


class PayWay(StrEnum):
    """How the payer meets a channel's order."""

    NATIVE = "native"  # a code that the payer scans
    JSAPI = "jsapi"  # inside the channel's own app
    H5 = "h5"  # a page in the phone's browser


@dataclass(frozen=True, slots=True)
class OrderToPlace:
    """One order at a channel. The same ``out_trade_no`` always has the same contents."""

    out_trade_no: str
    amount: Money
    description: str
    expires_at: dt.datetime
    way: PayWay = PayWay.NATIVE
    payer_openid: str | None = None
    payer_ip: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """What the payer needs to pay: the text of a code, a page, or a prepay id."""

    code_url: str | None = None
    page_url: str | None = None
    prepay: Mapping[str, str] = field(default_factory=dict)


class OrderState(StrEnum):
    """Where an order stands at its channel."""

    UNKNOWN = "unknown"  # the channel has never heard of it
    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    REFUNDED = "refunded"  # it was paid, and some or all went back
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChannelPayment:
    """Money that a channel says it holds for us. Already verified as the channel's word."""

    channel: Channel
    out_trade_no: str
    transaction_id: str
    amount: Money
    paid_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """The answer to a query; ``payment`` is there when money came."""

    state: OrderState
    payment: ChannelPayment | None = None


@dataclass(frozen=True, slots=True)
class RefundToPlace:
    """One refund; ``out_refund_no`` makes a repeat harmless."""

    out_refund_no: str
    out_trade_no: str
    transaction_id: str
    amount: Money
    paid: Money
    reason: str


class RefundState(StrEnum):
    """Where a refund stands at its channel."""

    UNKNOWN = "unknown"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RefundStatus:
    """A channel's word on a refund."""

    out_refund_no: str
    state: RefundState
    amount: Money | None = None


class PaymentChannel(Protocol):
    """A channel that moves money. Every method may raise OutsideFailed.

    ``read_notification`` raises BadInput (``notification_*``) for a message that is not
    certainly the channel's own, fresh and for our merchant.
    """

    def place(self, order: OrderToPlace) -> PlacedOrder:
        """Place the order; repeating it with the same contents gives the same order."""

    def query(self, out_trade_no: str) -> OrderStatus:
        """Ask where an order stands."""

    def close(self, out_trade_no: str) -> None:
        """Close an unpaid order; closing a closed or unknown one is no error.

        Raises Conflict ``order_already_paid`` if money came first.
        """

    def refund(self, refund: RefundToPlace) -> RefundStatus:
        """Ask for a refund."""

    def query_refund(self, out_refund_no: str, out_trade_no: str) -> RefundStatus:
        """Ask where a refund of this order stands."""

    def read_notification(
        self, headers: Mapping[str, str], body: bytes
    ) -> ChannelPayment | RefundStatus:
        """Verify and open a notification."""
