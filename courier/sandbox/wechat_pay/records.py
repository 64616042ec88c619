"""What the simulated WeChat Pay remembers, and how each thing is written down as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from courier.domain.money import Money
from courier.ports import Channel, ChannelPayment, OrderToPlace, PayWay, RefundState

Record = dict[str, str | int | None]


class ApiError(Exception):
    """The simulator says no, with WeChat Pay's own word for it such as ``ORDERPAID``."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Order:
    """An order as placed; ``token`` is the unguessable part of its pay page's address."""

    asked: OrderToPlace
    notify_url: str
    token: str
    is_closed: bool = False

    @property
    def prepay_id(self) -> str:
        """The number that a page inside WeChat starts the payment with."""
        return "wx" + self.token

    def closed(self) -> Order:
        """This order, closed."""
        return replace(self, is_closed=True)


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund as asked for, and how far it is."""

    refund_id: str
    out_refund_no: str
    out_trade_no: str
    transaction_id: str
    amount: Money
    paid: Money
    reason: str
    notify_url: str
    asked_at: dt.datetime
    state: RefundState = RefundState.WORKING

    def ended(self, state: RefundState) -> Refund:
        """This refund, done or failed."""
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that WeChat Pay has to tell the merchant: money came, or a refund ended."""

    event_id: str
    notify_url: str
    happened_at: dt.datetime
    subject: ChannelPayment | Refund


def write_order(order: Order) -> Record:
    """An order as JSON values; moments in ISO 8601, money in fen."""
    asked = order.asked
    return {
        "out_trade_no": asked.out_trade_no,
        "fen": asked.amount.fen,
        "description": asked.description,
        "expires_at": asked.expires_at.isoformat(),
        "way": asked.way.value,
        "payer_openid": asked.payer_openid,
        "payer_ip": asked.payer_ip,
        "notify_url": order.notify_url,
        "token": order.token,
        "is_closed": int(order.is_closed),
    }


def read_order(record: Record) -> Order:
    """The order that ``write_order`` wrote."""
    asked = OrderToPlace(
        out_trade_no=str(record["out_trade_no"]),
        amount=Money(int(record["fen"] or 0)),
        description=str(record["description"]),
        expires_at=dt.datetime.fromisoformat(str(record["expires_at"])),
        way=PayWay(str(record["way"])),
        payer_openid=_text_or_none(record["payer_openid"]),
        payer_ip=_text_or_none(record["payer_ip"]),
    )
    return Order(
        asked, str(record["notify_url"]), str(record["token"]), bool(int(record["is_closed"] or 0))
    )


def write_payment(payment: ChannelPayment) -> Record:
    """A payment as JSON values."""
    return {
        "channel": payment.channel.value,
        "out_trade_no": payment.out_trade_no,
        "transaction_id": payment.transaction_id,
        "fen": payment.amount.fen,
        "paid_at": payment.paid_at.isoformat(),
    }


def read_payment(record: Record) -> ChannelPayment:
    """The payment that ``write_payment`` wrote."""
    return ChannelPayment(
        channel=Channel(str(record.get("channel", Channel.WECHAT))),  # once there was but one
        out_trade_no=str(record["out_trade_no"]),
        transaction_id=str(record["transaction_id"]),
        amount=Money(int(record["fen"] or 0)),
        paid_at=dt.datetime.fromisoformat(str(record["paid_at"])),
    )


def write_refund(refund: Refund) -> Record:
    """A refund as JSON values."""
    return {
        "refund_id": refund.refund_id,
        "out_refund_no": refund.out_refund_no,
        "out_trade_no": refund.out_trade_no,
        "transaction_id": refund.transaction_id,
        "fen": refund.amount.fen,
        "paid_fen": refund.paid.fen,
        "reason": refund.reason,
        "notify_url": refund.notify_url,
        "asked_at": refund.asked_at.isoformat(),
        "state": refund.state.value,
    }


def read_refund(record: Record) -> Refund:
    """The refund that ``write_refund`` wrote."""
    return Refund(
        refund_id=str(record["refund_id"]),
        out_refund_no=str(record["out_refund_no"]),
        out_trade_no=str(record["out_trade_no"]),
        transaction_id=str(record["transaction_id"]),
        amount=Money(int(record["fen"] or 0)),
        paid=Money(int(record["paid_fen"] or 0)),
        reason=str(record["reason"]),
        notify_url=str(record["notify_url"]),
        asked_at=dt.datetime.fromisoformat(str(record["asked_at"])),
        state=RefundState(str(record["state"])),
    )


def _text_or_none(value: str | int | None) -> str | None:
    return None if value is None else str(value)
