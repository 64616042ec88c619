"""Where the payer and the tester stand: pays orders, well or badly, and sees that it is told."""

from __future__ import annotations

import threading
from enum import StrEnum

from courier.domain.money import Money
from courier.ports import ChannelPayment, OrderState, RefundState, RefundToPlace
from courier.sandbox.wechat_pay.envelope import Twist
from courier.sandbox.wechat_pay.later import Later
from courier.sandbox.wechat_pay.notifier import Notifier
from courier.sandbox.wechat_pay.records import ApiError, Event, Refund
from courier.sandbox.wechat_pay.world import WechatPayWorld


class PayMode(StrEnum):
    """How a payment happens and how it is told; the other modes are the Twists."""

    NORMAL = "normal"
    LOSE = "lose"  # paid, never told
    DELAY = "delay"  # told late
    REPEAT = "repeat"  # told several times although answered
    REORDER = "reorder"  # told after whatever is told next
    DUPLICATE = "duplicate"  # paid twice, with two transaction ids
    SHORT = "short"  # paid with less than was asked for
    LATE = "late"  # paid after the order was closed


class Desk:
    """Acts on a world and tells the merchant of it. ``refund_seconds`` None: by hand only."""

    def __init__(
        self,
        world: WechatPayWorld,
        notifier: Notifier,
        later: Later,
        *,
        refund_seconds: float | None,
    ) -> None:
        self.world = world
        self.notifier = notifier
        self._later = later
        self._refund_seconds = refund_seconds
        self._held: list[Event] = []
        self._lock = threading.Lock()
        self._resume_refunds()

    def pay(
        self,
        out_trade_no: str,
        mode: PayMode | Twist = PayMode.NORMAL,
        *,
        amount: Money | None = None,
        seconds: float = 1.0,
        times: int = 2,
    ) -> list[ChannelPayment]:
        """Pay an order. ``seconds`` is for DELAY, ``times`` for REPEAT, ``amount`` for SHORT.

        Raises ApiError ``ORDERPAID``, ``ORDER_CLOSED`` or ``RESOURCE_NOT_EXISTS``.
        """
        with self._lock:
            self._check_payable(out_trade_no, mode)
            payments = self._take_money(out_trade_no, mode, amount)
            for event in self.world.take_events():
                self._tell(event, mode, seconds, times)
            return payments

    def refund(self, asked: RefundToPlace, *, notify_url: str) -> Refund:
        """Accept a refund; it ends by itself after a while. Raises ApiError."""
        with self._lock:
            refund = self.world.refund(asked, notify_url=notify_url)
        self._plan_end(refund)
        return refund

    def finish_refund(self, out_refund_no: str, *, ok: bool = True) -> Refund:
        """End a refund now, and tell the merchant. Raises ApiError ``RESOURCE_NOT_EXISTS``."""
        with self._lock:
            refund = self.world.finish_refund(out_refund_no, ok=ok)
            for event in self.world.take_events():
                self._tell(event, PayMode.NORMAL, 0.0, 1)
            return refund

    def _check_payable(self, out_trade_no: str, mode: PayMode | Twist) -> None:
        state = self.world.state_of(out_trade_no)
        if mode is PayMode.LATE and state is OrderState.WAITING:
            self.world.close(out_trade_no)
        elif state is OrderState.CLOSED and mode is not PayMode.LATE:
            raise ApiError("ORDER_CLOSED")
        elif state in {OrderState.PAID, OrderState.REFUNDED} and mode is not PayMode.DUPLICATE:
            raise ApiError("ORDERPAID")

    def _take_money(
        self, out_trade_no: str, mode: PayMode | Twist, amount: Money | None
    ) -> list[ChannelPayment]:
        if mode is PayMode.SHORT and amount is None:
            amount = self.world.book.order(out_trade_no).asked.amount - Money(1)
        is_paid = self.world.payment_of(out_trade_no) is not None
        count = 2 if mode is PayMode.DUPLICATE and not is_paid else 1
        return [self.world.pay(out_trade_no, amount) for _ in range(count)]

    def _tell(self, event: Event, mode: PayMode | Twist, seconds: float, times: int) -> None:
        match mode:
            case PayMode.LOSE:
                return
            case PayMode.REORDER:
                self._held.append(event)
                return
            case PayMode.DELAY:
                self.notifier.send(event, after_seconds=seconds)
            case PayMode.REPEAT:
                self.notifier.send(event, times=times)
            case Twist():
                self.notifier.send_wrongly(event, mode)
            case _:
                self.notifier.send(event)
        self._release_held()

    def _release_held(self) -> None:
        for event in self._held:
            self.notifier.send(event)
        self._held.clear()

    def _plan_end(self, refund: Refund) -> None:
        if self._refund_seconds is not None:
            number = refund.out_refund_no
            self._later.after(self._refund_seconds, lambda: self._end(number))

    def _end(self, out_refund_no: str) -> None:
        self.finish_refund(out_refund_no)

    def _resume_refunds(self) -> None:
        for refund in self.world.refunds:
            if refund.state is RefundState.WORKING:
                self._plan_end(refund)
