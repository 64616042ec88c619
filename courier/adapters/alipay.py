"""Alipay: codes to scan and pages to pay on, queries, refunds, notifications.

Everything stands behind ``courier.ports.PaymentChannel``, as WeChat Pay does. Alipay knows an order
only once a payer has opened it, so closing one that nobody opened does nothing there: its code ends
with its time (``time_expire``), and money that comes for it goes to
suspense like any that is late.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from courier.adapters.alipay_answers import Precreated, Refunded, RefundFound, Trade, yuan
from courier.adapters.alipay_client import CHINA, TIME, AlipayClient, AlipaySettings, Answer
from courier.adapters.alipay_notifications import AlipayReader
from courier.domain.errors import BadInput, Conflict, OutsideFailed
from courier.ports import (
    ChannelPayment,
    Clock,
    OrderState,
    OrderStatus,
    OrderToPlace,
    PayWay,
    PlacedOrder,
    RefundState,
    RefundStatus,
    RefundToPlace,
)

NEVER_HEARD = "ACQ.TRADE_NOT_EXIST"
NOT_AS_IT_IS = "ACQ.TRADE_STATUS_ERROR"  # a close of what is paid, or closed already
REASON_LETTERS = 256

Model = TypeVar("Model", bound=BaseModel)


class AlipayChannel:
    """The PaymentChannel that is Alipay. Building it calls nobody."""

    def __init__(self, settings: AlipaySettings, clock: Clock) -> None:
        self._client = AlipayClient(settings, clock)
        self._reader = AlipayReader(settings, self._client.library, clock)

    def place(self, order: OrderToPlace) -> PlacedOrder:
        """Place the order; repeating it with the same contents gives the same order.

        A page is only signed; Alipay hears of it when the payer opens it. Raises Conflict
        ``order_already_paid``, ``order_already_closed`` or ``order_differs``, BadInput
        ``channel_payer_missing`` for the way inside WeChat, and OutsideFailed.
        """
        match order.way:
            case PayWay.NATIVE:
                answer = self._client.call("alipay.trade.precreate", _contents(order))
                return PlacedOrder(code_url=_read(Precreated, answer).qr_code)
            case PayWay.H5:
                contents = {**_contents(order), "product_code": "QUICK_WAP_WAY"}
                address = self._client.page_address("alipay.trade.wap.pay", contents)
                return PlacedOrder(page_url=address)
            case PayWay.JSAPI:
                raise BadInput("channel_payer_missing")

    def query(self, out_trade_no: str) -> OrderStatus:
        """Ask where an order stands. Raises OutsideFailed."""
        answer = self._client.call("alipay.trade.query", {"out_trade_no": out_trade_no})
        if answer.word == NEVER_HEARD:
            return OrderStatus(OrderState.UNKNOWN)
        trade = _read(Trade, answer)
        if trade.out_trade_no != out_trade_no:
            raise OutsideFailed("channel_answer_wrong")
        try:
            return trade.status()
        except ValueError as error:
            raise OutsideFailed("channel_answer_wrong") from error

    def close(self, out_trade_no: str) -> None:
        """Close an unpaid order; closing a closed or unknown one is no error.

        Raises Conflict ``order_already_paid`` and OutsideFailed.
        """
        answer = self._client.call("alipay.trade.close", {"out_trade_no": out_trade_no})
        if answer.is_good or answer.word == NEVER_HEARD:
            return
        if answer.word != NOT_AS_IT_IS:
            raise answer.as_error()
        if self.query(out_trade_no).payment is not None:
            raise Conflict("order_already_paid")

    def refund(self, refund: RefundToPlace) -> RefundStatus:
        """Give money back; the same number again is the same refund. Raises OutsideFailed."""
        contents = {
            "out_trade_no": refund.out_trade_no,
            "trade_no": refund.transaction_id,
            "refund_amount": yuan(refund.amount),
            "out_request_no": refund.out_refund_no,
            "refund_reason": refund.reason[:REASON_LETTERS],
        }
        told = _read(Refunded, self._client.call("alipay.trade.refund", contents))
        if told.out_trade_no != refund.out_trade_no:
            raise OutsideFailed("channel_answer_wrong")
        if told.fund_change == "Y":
            return RefundStatus(refund.out_refund_no, RefundState.DONE, refund.amount)
        return self.query_refund(refund.out_refund_no, refund.out_trade_no)

    def query_refund(self, out_refund_no: str, out_trade_no: str) -> RefundStatus:
        """Ask where a refund stands. Raises OutsideFailed."""
        contents = {"out_request_no": out_refund_no, "out_trade_no": out_trade_no}
        answer = self._client.call("alipay.trade.fastpay.refund.query", contents)
        if answer.word == NEVER_HEARD:
            return RefundStatus(out_refund_no, RefundState.UNKNOWN)
        try:
            return _read(RefundFound, answer).status(out_refund_no)
        except ValueError as error:
            raise OutsideFailed("channel_answer_wrong") from error

    def read_notification(
        self, headers: Mapping[str, str], body: bytes
    ) -> ChannelPayment | RefundStatus:
        """Verify and open a notification. Raises BadInput ``notification_*``."""
        del headers  # Alipay signs the body alone
        return self._reader.read(body)


def _contents(order: OrderToPlace) -> dict[str, object]:
    return {
        "out_trade_no": order.out_trade_no,
        "total_amount": yuan(order.amount),
        "subject": order.description,
        "time_expire": order.expires_at.astimezone(CHINA).strftime(TIME),
    }


def _read(model: type[Model], answer: Answer) -> Model:
    if not answer.is_good:
        raise answer.as_error()
    try:
        return model.model_validate(answer.fields)
    except ValidationError as error:
        raise OutsideFailed("channel_answer_wrong") from error
