"""The simulated WeChat Pay as a PaymentChannel in the same process: fast, no cryptography.

Its errors are those of the real adapter, so that what holds here holds there.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum

from courier.domain.errors import Conflict, CourierError, OutsideFailed
from courier.ports import (
    ChannelPayment,
    OrderState,
    OrderStatus,
    OrderToPlace,
    PayWay,
    PlacedOrder,
    RefundState,
    RefundStatus,
    RefundToPlace,
)
from courier.sandbox.wechat_pay.calls import Call
from courier.sandbox.wechat_pay.plain import open_plainly
from courier.sandbox.wechat_pay.records import ApiError, Order
from courier.sandbox.wechat_pay.world import WechatPayWorld

CONFLICTS = {
    "ORDERPAID": "order_already_paid",
    "ORDER_CLOSED": "order_already_closed",
    "OUT_TRADE_NO_USED": "order_differs",
}


class Fault(StrEnum):
    """How a call goes wrong."""

    NEVER_ARRIVED = "never_arrived"  # nothing was done
    ANSWER_LOST = "answer_lost"  # it was done, and we are not told
    REFUSED = "refused"  # the channel said no, nothing was done


class InProcessWechat:
    """A PaymentChannel upon a world. ``fail_next`` makes later calls go wrong."""

    def __init__(self, world: WechatPayWorld) -> None:
        self.world = world
        self._faults: defaultdict[Call, deque[Fault]] = defaultdict(deque)

    def fail_next(self, call: Call, fault: Fault, *, times: int = 1) -> None:
        """The next ``times`` such calls go wrong, after those already arranged."""
        self._faults[call].extend([fault] * times)

    def forget_faults(self) -> None:
        """From now on all is well."""
        self._faults.clear()

    def place(self, order: OrderToPlace) -> PlacedOrder:
        """Place the order; repeating it with the same contents gives the same order."""
        with self._calling(Call.PLACE):
            return _placed(self.world.place(order))

    def query(self, out_trade_no: str) -> OrderStatus:
        """Ask where an order stands."""
        with self._calling(Call.QUERY):
            if out_trade_no not in self.world.book.orders:
                return OrderStatus(OrderState.UNKNOWN)
            payment = self.world.payment_of(out_trade_no)
            return OrderStatus(self.world.state_of(out_trade_no), payment)

    def close(self, out_trade_no: str) -> None:
        """Close an unpaid order. Raises Conflict ``order_already_paid``."""
        with self._calling(Call.CLOSE):
            if out_trade_no in self.world.book.orders:
                self.world.close(out_trade_no)

    def refund(self, refund: RefundToPlace) -> RefundStatus:
        """Ask for a refund."""
        with self._calling(Call.REFUND):
            asked = self.world.refund(refund)
            return RefundStatus(asked.out_refund_no, asked.state, asked.amount)

    def query_refund(self, out_refund_no: str, out_trade_no: str) -> RefundStatus:
        """Ask where a refund stands."""
        del out_trade_no  # the world finds it by its own number
        with self._calling(Call.QUERY_REFUND):
            if out_refund_no not in self.world.book.refunds:
                return RefundStatus(out_refund_no, RefundState.UNKNOWN)
            known = self.world.book.refund(out_refund_no)
            return RefundStatus(out_refund_no, known.state, known.amount)

    def read_notification(
        self, headers: Mapping[str, str], body: bytes
    ) -> ChannelPayment | RefundStatus:
        """Open one of the world's plain notifications."""
        return open_plainly(headers, body)

    @contextmanager
    def _calling(self, call: Call) -> Iterator[None]:
        waiting = self._faults[call]
        fault = waiting.popleft() if waiting else None
        if fault is Fault.NEVER_ARRIVED:
            raise OutsideFailed("channel_unreachable")
        if fault is Fault.REFUSED:
            raise OutsideFailed("channel_refused", reason="INVALID_REQUEST")
        try:
            yield
        except ApiError as error:
            raise _as_channel_error(error) from error
        if fault is Fault.ANSWER_LOST:
            raise OutsideFailed("channel_unreachable")


def _as_channel_error(error: ApiError) -> CourierError:
    if error.code in CONFLICTS:
        return Conflict(CONFLICTS[error.code])
    return OutsideFailed("channel_refused", reason=error.code)


def _placed(order: Order) -> PlacedOrder:
    match order.asked.way:
        case PayWay.NATIVE:
            return PlacedOrder(code_url=f"weixin://wxpay/bizpayurl?pr={order.token}")
        case PayWay.H5:
            return PlacedOrder(page_url=f"https://sandbox.invalid/sandbox/pay/{order.token}")
        case PayWay.JSAPI:
            return PlacedOrder(prepay={"package": f"prepay_id={order.prepay_id}"})
