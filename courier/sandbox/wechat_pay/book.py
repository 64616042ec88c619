"""The simulated WeChat Pay's memory: orders, payments and refunds, found by their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeVar

from courier.ports import ChannelPayment
from courier.sandbox.wechat_pay.records import ApiError, Order, Refund

Thing = TypeVar("Thing")


class Keeper(Protocol):
    """Keeps the memory over a restart."""

    def orders(self) -> Iterable[Order]:
        """All orders kept, oldest first."""

    def payments(self) -> Iterable[ChannelPayment]:
        """All payments kept, oldest first."""

    def refunds(self) -> Iterable[Refund]:
        """All refunds kept, oldest first."""

    def keep_order(self, order: Order) -> None:
        """Write an order down, over its earlier state."""

    def keep_payment(self, payment: ChannelPayment) -> None:
        """Write a payment down."""

    def keep_refund(self, refund: Refund) -> None:
        """Write a refund down, over its earlier state."""


class Book:
    """Orders by number and token, payments by order and transaction, refunds by number."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._keeper = keeper
        self.orders: dict[str, Order] = {}
        self.payments: list[ChannelPayment] = []
        self.refunds: dict[str, Refund] = {}
        self._numbers_by_token: dict[str, str] = {}
        self._payments_by_order: defaultdict[str, list[ChannelPayment]] = defaultdict(list)
        self._payments_by_id: dict[str, ChannelPayment] = {}
        self._refunds_by_payment: defaultdict[str, list[str]] = defaultdict(list)
        if keeper is not None:
            self._read(keeper)

    def _read(self, keeper: Keeper) -> None:
        for order in keeper.orders():
            self._note_order(order)
        for payment in keeper.payments():
            self._note_payment(payment)
        for refund in keeper.refunds():
            self._note_refund(refund)

    def order(self, out_trade_no: str) -> Order:
        """The order of this number. Raises ApiError ``RESOURCE_NOT_EXISTS``."""
        return _found(self.orders.get(out_trade_no))

    def order_by_token(self, token: str) -> Order:
        """The order of a pay page's address. Raises ApiError ``RESOURCE_NOT_EXISTS``."""
        return self.order(_found(self._numbers_by_token.get(token)))

    def payment(self, transaction_id: str) -> ChannelPayment:
        """The payment of this transaction. Raises ApiError ``RESOURCE_NOT_EXISTS``."""
        return _found(self._payments_by_id.get(transaction_id))

    def payments_of(self, out_trade_no: str) -> list[ChannelPayment]:
        """All money that came for an order, oldest first."""
        return list(self._payments_by_order.get(out_trade_no, ()))

    def refund(self, out_refund_no: str) -> Refund:
        """The refund of this number. Raises ApiError ``RESOURCE_NOT_EXISTS``."""
        return _found(self.refunds.get(out_refund_no))

    def refunds_of(self, transaction_id: str) -> list[Refund]:
        """All refunds of one payment, whatever became of them."""
        return [self.refunds[number] for number in self._refunds_by_payment.get(transaction_id, ())]

    def keep_order(self, order: Order) -> None:
        """Remember an order, over its earlier state."""
        self._note_order(order)
        if self._keeper is not None:
            self._keeper.keep_order(order)

    def keep_payment(self, payment: ChannelPayment) -> None:
        """Remember a payment."""
        self._note_payment(payment)
        if self._keeper is not None:
            self._keeper.keep_payment(payment)

    def keep_refund(self, refund: Refund) -> None:
        """Remember a refund, over its earlier state."""
        self._note_refund(refund)
        if self._keeper is not None:
            self._keeper.keep_refund(refund)

    def _note_order(self, order: Order) -> None:
        self.orders[order.asked.out_trade_no] = order
        self._numbers_by_token[order.token] = order.asked.out_trade_no

    def _note_payment(self, payment: ChannelPayment) -> None:
        self.payments.append(payment)
        self._payments_by_order[payment.out_trade_no].append(payment)
        self._payments_by_id[payment.transaction_id] = payment

    def _note_refund(self, refund: Refund) -> None:
        if refund.out_refund_no not in self.refunds:
            self._refunds_by_payment[refund.transaction_id].append(refund.out_refund_no)
        self.refunds[refund.out_refund_no] = refund


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise ApiError("RESOURCE_NOT_EXISTS", 404)
    return thing
