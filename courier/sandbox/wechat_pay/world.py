"""WeChat Pay as a state machine: orders, money, refunds, and what there is to tell.

No network and no signature: the web app wraps this, and a test may hold it in its
hands. ``notifications()`` are messages that the test delivers, drops, repeats or
reorders itself. The rules follow WeChat Pay's public interface documents, version 3.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

from courier.domain.money import Money
from courier.ports import (
    Channel,
    ChannelPayment,
    Clock,
    OrderState,
    OrderToPlace,
    RefundState,
    RefundToPlace,
)
from courier.sandbox.wechat_pay import rules
from courier.sandbox.wechat_pay.book import Book, Keeper
from courier.sandbox.wechat_pay.plain import seal_plainly
from courier.sandbox.wechat_pay.records import ApiError, Event, Order, Refund

Message = tuple[dict[str, str], bytes]
Envelope = Callable[[Event], Message]


class WechatPayWorld:
    """The whole of the simulated WeChat Pay. Safe to call from several threads.

    ``events`` is what WeChat Pay has to tell, in the order in which it happened. Another channel's
    world of the same rules names itself and how its transactions begin.
    """

    channel = Channel.WECHAT
    transactions_begin = "4200"

    def __init__(
        self, clock: Clock, *, keeper: Keeper | None = None, envelope: Envelope = seal_plainly
    ) -> None:
        self.clock = clock
        self.envelope = envelope
        self.book = Book(keeper)
        self.events: list[Event] = []
        self._taken = 0
        self._lock = threading.RLock()

    @property
    def payments(self) -> list[ChannelPayment]:
        """Money that really came, oldest first; an order may have several payments."""
        with self._lock:
            return list(self.book.payments)

    @property
    def refunds(self) -> list[Refund]:
        """All refunds asked for, oldest first, whatever became of them."""
        with self._lock:
            return list(self.book.refunds.values())

    def place(self, asked: OrderToPlace, *, notify_url: str = "") -> Order:
        """Place an order; the same again is the same order.

        Raises ApiError ``PARAM_ERROR``, ``OUT_TRADE_NO_USED`` (the number has other
        contents), ``ORDERPAID`` or ``ORDER_CLOSED`` (closed, or expired).
        """
        asked = rules.in_whole_seconds(asked)
        with self._lock:
            number, now = asked.out_trade_no, self.clock.now()
            known = self.book.orders.get(number)
            if known is not None:
                is_paid = bool(self.book.payments_of(number))
                rules.check_repeat(known, asked, notify_url=notify_url, is_paid=is_paid, now=now)
                return known
            rules.check_order(asked, now)
            order = Order(asked, notify_url, secrets.token_hex(16))
            self.book.keep_order(order)
            return order

    def pay(self, out_trade_no: str, amount: Money | None = None) -> ChannelPayment:
        """Money comes for this order: again, less, or after it was closed, if so asked.

        Raises ApiError ``RESOURCE_NOT_EXISTS``.
        """
        with self._lock:
            order = self.book.order(out_trade_no)
            payment = ChannelPayment(
                channel=self.channel,
                out_trade_no=out_trade_no,
                transaction_id=f"{self.transactions_begin}{len(self.book.payments) + 1:024d}",
                amount=order.asked.amount if amount is None else amount,
                paid_at=self.clock.now().replace(microsecond=0),
            )
            self.book.keep_payment(payment)
            self._tell(order.notify_url, payment)
            return payment

    def close(self, out_trade_no: str) -> None:
        """Close an unpaid order; again is harmless.

        Raises ApiError ``ORDERPAID`` or ``RESOURCE_NOT_EXISTS``.
        """
        with self._lock:
            order = self.book.order(out_trade_no)
            if self.book.payments_of(out_trade_no):
                raise ApiError("ORDERPAID")
            self.book.keep_order(order.closed())

    def state_of(self, out_trade_no: str) -> OrderState:
        """Where the order stands. Raises ApiError ``RESOURCE_NOT_EXISTS``."""
        with self._lock:
            order = self.book.order(out_trade_no)
            payments = self.book.payments_of(out_trade_no)
            if any(self.book.refunds_of(payment.transaction_id) for payment in payments):
                return OrderState.REFUNDED
            if payments:
                return OrderState.PAID
            over = rules.is_over(order, self.clock.now())
            return OrderState.CLOSED if over else OrderState.WAITING

    def payment_of(self, out_trade_no: str) -> ChannelPayment | None:
        """The payment that a query tells of: the first. Later ones come by notification only."""
        with self._lock:
            payments = self.book.payments_of(out_trade_no)
            return payments[0] if payments else None

    def refund(self, asked: RefundToPlace, *, notify_url: str = "") -> Refund:
        """Ask for a refund; the same number and contents again is the same refund.

        Raises ApiError ``RESOURCE_NOT_EXISTS`` (no such payment), ``INVALID_REQUEST``
        (more than is left, or the number has other contents) or ``PARAM_ERROR``.
        """
        with self._lock:
            known = self.book.refunds.get(asked.out_refund_no)
            if known is not None:
                rules.check_repeated_refund(known, asked)
                return known
            payment = self.book.payment(asked.transaction_id)
            earlier = self.book.refunds_of(payment.transaction_id)
            rules.check_refund(asked, payment.amount, earlier)
            refund = self._new_refund(asked, payment, notify_url)
            self.book.keep_refund(refund)
            return refund

    def finish_refund(self, out_refund_no: str, *, ok: bool = True) -> Refund:
        """The refund ends: the money is back, or could not be given. Ends once, stays so.

        Raises ApiError ``RESOURCE_NOT_EXISTS``.
        """
        with self._lock:
            refund = self.book.refund(out_refund_no)
            if refund.state is not RefundState.WORKING:
                return refund
            ended = refund.ended(RefundState.DONE if ok else RefundState.FAILED)
            self.book.keep_refund(ended)
            self._tell(ended.notify_url, ended)
            return ended

    def notifications(self) -> list[Message]:
        """Every notification so far, as headers and body, oldest first."""
        with self._lock:
            return [self.envelope(event) for event in self.events]

    def take_events(self) -> list[Event]:
        """The events that nobody has taken yet, oldest first."""
        with self._lock:
            fresh = self.events[self._taken :]
            self._taken = len(self.events)
            return fresh

    def _new_refund(self, asked: RefundToPlace, payment: ChannelPayment, notify_url: str) -> Refund:
        return Refund(
            refund_id=f"5030{len(self.book.refunds) + 1:024d}",
            out_refund_no=asked.out_refund_no,
            out_trade_no=payment.out_trade_no,
            transaction_id=payment.transaction_id,
            amount=asked.amount,
            paid=payment.amount,
            reason=asked.reason,
            notify_url=notify_url,
            asked_at=self.clock.now().replace(microsecond=0),
        )

    def _tell(self, notify_url: str, subject: ChannelPayment | Refund) -> None:
        event_id = f"EV-{secrets.token_hex(12)}"
        self.events.append(Event(event_id, notify_url, self.clock.now(), subject))
