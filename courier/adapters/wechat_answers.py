"""WeChat Pay's JSON, read strictly. Amounts arrive in fen, moments with their offset.

Field names are those of the public interface documents of WeChat Pay v3. A text that
does not fit raises ValueError (pydantic's ValidationError is one).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from courier.domain.money import Money
from courier.ports import (
    Channel,
    ChannelPayment,
    OrderState,
    OrderStatus,
    RefundState,
    RefundStatus,
)

CURRENCY = "CNY"


class TradeState(StrEnum):
    """Where WeChat Pay says that an order stands."""

    SUCCESS = "SUCCESS"
    REFUND = "REFUND"
    NOTPAY = "NOTPAY"
    CLOSED = "CLOSED"
    REVOKED = "REVOKED"
    USERPAYING = "USERPAYING"
    ACCEPT = "ACCEPT"
    PAYERROR = "PAYERROR"


class RefundWord(StrEnum):
    """Where WeChat Pay says that a refund stands."""

    SUCCESS = "SUCCESS"
    PROCESSING = "PROCESSING"
    CLOSED = "CLOSED"
    ABNORMAL = "ABNORMAL"


ORDER_STATES = {
    TradeState.SUCCESS: OrderState.PAID,
    TradeState.REFUND: OrderState.REFUNDED,
    TradeState.NOTPAY: OrderState.WAITING,
    TradeState.USERPAYING: OrderState.WAITING,
    TradeState.ACCEPT: OrderState.WAITING,
    TradeState.CLOSED: OrderState.CLOSED,
    TradeState.REVOKED: OrderState.CLOSED,
    TradeState.PAYERROR: OrderState.FAILED,
}
REFUND_STATES = {
    RefundWord.SUCCESS: RefundState.DONE,
    RefundWord.PROCESSING: RefundState.WORKING,
    RefundWord.CLOSED: RefundState.FAILED,
    RefundWord.ABNORMAL: RefundState.FAILED,
}


class _Told(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class OrderAnswer(_Told):
    """The answer to an order; which field is there depends on the way to pay."""

    code_url: str | None = None
    h5_url: str | None = None
    prepay_id: str | None = None


class TradeAmount(_Told):
    """What an order cost. ``total`` is what we get, whatever coupons the payer used."""

    total: int = Field(gt=0)
    currency: str = CURRENCY


class Trade(_Told):
    """An order as a query or a notification tells it."""

    mchid: str
    appid: str
    out_trade_no: str
    trade_state: TradeState
    transaction_id: str = ""
    success_time: AwareDatetime | None = None
    amount: TradeAmount | None = None

    @property
    def currency(self) -> str:
        """The money's kind; ours while none came."""
        return CURRENCY if self.amount is None else self.amount.currency

    def payment(self) -> ChannelPayment:
        """The money that came. Raises ValueError if its number, amount or moment is missing."""
        if not self.transaction_id or self.amount is None or self.success_time is None:
            raise ValueError("a paid order without transaction, amount or moment")
        return ChannelPayment(
            channel=Channel.WECHAT,
            out_trade_no=self.out_trade_no,
            transaction_id=self.transaction_id,
            amount=Money(self.amount.total),
            paid_at=self.success_time.astimezone(dt.UTC),
        )

    def status(self) -> OrderStatus:
        """Where the order stands, with its money if there is any. Raises ValueError."""
        state = ORDER_STATES[self.trade_state]
        is_paid = state in {OrderState.PAID, OrderState.REFUNDED}
        return OrderStatus(state, self.payment() if is_paid else None)


class RefundAmount(_Told):
    """What goes back. A notification does not name the currency."""

    refund: int = Field(gt=0)
    currency: str = CURRENCY


class RefundAnswer(_Told):
    """A refund as the answer to a request or a query tells it."""

    out_refund_no: str
    status: RefundWord
    amount: RefundAmount

    def refund_status(self) -> RefundStatus:
        """Where the refund stands."""
        return RefundStatus(
            self.out_refund_no, REFUND_STATES[self.status], Money(self.amount.refund)
        )


class RefundNotice(_Told):
    """A refund as a notification tells it."""

    mchid: str
    out_refund_no: str
    refund_status: RefundWord
    amount: RefundAmount

    def told(self) -> RefundStatus:
        """Where the refund stands."""
        state = REFUND_STATES[self.refund_status]
        return RefundStatus(self.out_refund_no, state, Money(self.amount.refund))


class Envelope(_Told):
    """The outside of a notification."""

    event_type: str
    resource_type: str
