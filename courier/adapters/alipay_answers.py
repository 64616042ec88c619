"""Alipay's words, read strictly. Amounts are decimal yuan in text, moments China's without offset.

Field names are those of Alipay's public interface documents. A text that does not fit raises
ValueError (pydantic's ValidationError is one).
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from courier.adapters.alipay_client import CHINA, TIME
from courier.domain.money import Money
from courier.ports import (
    Channel,
    ChannelPayment,
    OrderState,
    OrderStatus,
    RefundState,
    RefundStatus,
)

AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}")


def yuan(amount: Money) -> str:
    """Decimal yuan as Alipay wants them: ``"400.00"``."""
    return f"{amount.fen // 100}.{amount.fen % 100:02d}"


def _money(text: object) -> Money:
    if not isinstance(text, str) or not AMOUNT.fullmatch(text):
        raise ValueError("not an amount in yuan and fen")
    return Money.from_yuan(text)


def moment(text: object) -> dt.datetime:
    """A moment as Alipay writes it. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError("not a moment")  # noqa: TRY004 pydantic hears ValueErrors alone
    return dt.datetime.strptime(text, TIME).replace(tzinfo=CHINA).astimezone(dt.UTC)


Amount = Annotated[Money, BeforeValidator(_money)]
Moment = Annotated[dt.datetime, BeforeValidator(moment)]


class TradeStatus(StrEnum):
    """Where Alipay says that an order stands."""

    WAITING = "WAIT_BUYER_PAY"
    SUCCESS = "TRADE_SUCCESS"
    FINISHED = "TRADE_FINISHED"  # paid, and too old to be refunded
    CLOSED = "TRADE_CLOSED"  # unpaid, or paid and all of it refunded


PAID = frozenset({TradeStatus.SUCCESS, TradeStatus.FINISHED})


class _Told(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, arbitrary_types_allowed=True
    )


class Precreated(_Told):
    """The answer to an order that is paid by a code."""

    out_trade_no: str
    qr_code: str


class Trade(_Told):
    """An order as a query tells it."""

    out_trade_no: str
    trade_no: str
    trade_status: TradeStatus
    total_amount: Amount
    send_pay_date: Moment | None = None

    def status(self) -> OrderStatus:
        """Where the order stands, with its money if there is any. Raises ValueError."""
        if self.trade_status is TradeStatus.WAITING:
            return OrderStatus(OrderState.WAITING)
        if self.send_pay_date is None:
            if self.trade_status is not TradeStatus.CLOSED:
                raise ValueError("a paid order without its moment")
            return OrderStatus(OrderState.CLOSED)
        state = OrderState.PAID if self.trade_status in PAID else OrderState.REFUNDED
        return OrderStatus(state, self._payment(self.send_pay_date))

    def _payment(self, paid_at: dt.datetime) -> ChannelPayment:
        return ChannelPayment(
            channel=Channel.ALIPAY,
            out_trade_no=self.out_trade_no,
            transaction_id=self.trade_no,
            amount=self.total_amount,
            paid_at=paid_at,
        )


class Refunded(_Told):
    """The answer to a refund; ``fund_change`` is N for one that was asked for before."""

    out_trade_no: str
    fund_change: str = "N"


class RefundFound(_Told):
    """The answer to a query of a refund; all but its code is missing for an unknown one."""

    out_request_no: str | None = None
    refund_status: str | None = None
    refund_amount: Amount | None = None

    def status(self, out_refund_no: str) -> RefundStatus:
        """Where the refund stands. Raises ValueError for another refund's answer."""
        if self.refund_amount is None:
            return RefundStatus(out_refund_no, RefundState.UNKNOWN)
        if self.out_request_no != out_refund_no:
            raise ValueError("another refund")
        done = self.refund_status in {None, "REFUND_SUCCESS"}
        state = RefundState.DONE if done else RefundState.WORKING
        return RefundStatus(out_refund_no, state, self.refund_amount)


class Notice(_Told):
    """A notification. With ``refund_fee`` it tells of a refund, whatever its trade_status."""

    app_id: str
    seller_id: str
    notify_time: Moment
    trade_status: TradeStatus
    out_trade_no: str
    trade_no: str
    total_amount: Amount
    gmt_payment: Moment | None = None
    refund_fee: Amount | None = None
    out_biz_no: str | None = None

    def told(self) -> ChannelPayment | RefundStatus:
        """The payment or the refund. Raises ValueError for what is neither."""
        if self.refund_fee is not None:
            if not self.out_biz_no:
                raise ValueError("a refund without its number")
            # refund_fee is the sum of all refunds so far, so no amount of this one is told.
            return RefundStatus(self.out_biz_no, RefundState.DONE)
        if self.trade_status not in PAID or self.gmt_payment is None:
            raise ValueError("no money came")
        return ChannelPayment(
            channel=Channel.ALIPAY,
            out_trade_no=self.out_trade_no,
            transaction_id=self.trade_no,
            amount=self.total_amount,
            paid_at=self.gmt_payment,
        )
