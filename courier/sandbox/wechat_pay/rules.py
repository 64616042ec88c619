"""What WeChat Pay accepts: the shapes of numbers and amounts, and what a repeat must equal."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from courier.domain.money import Money, total
from courier.ports import OrderToPlace, RefundState, RefundToPlace
from courier.sandbox.wechat_pay.records import ApiError, Order, Refund

ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-|*]{6,32}")
REFUND_NUMBER = re.compile(r"[0-9A-Za-z_\-|*@]{1,64}")
DESCRIPTION_LETTERS = 127


def in_whole_seconds(asked: OrderToPlace) -> OrderToPlace:
    """The order as it travels: WeChat Pay's moments have no fractions."""
    return replace(asked, expires_at=asked.expires_at.replace(microsecond=0))


def check_order(asked: OrderToPlace, now: dt.datetime) -> None:
    """Raises ApiError ``PARAM_ERROR`` for an order that could not be placed."""
    acceptable = (
        ORDER_NUMBER.fullmatch(asked.out_trade_no)
        and asked.amount.fen > 0
        and 0 < len(asked.description) <= DESCRIPTION_LETTERS
        and asked.expires_at > now
    )
    if not acceptable:
        raise ApiError("PARAM_ERROR")


def check_repeat(
    known: Order, asked: OrderToPlace, *, notify_url: str, is_paid: bool, now: dt.datetime
) -> None:
    """Raises ApiError for an order that may not be placed again as it is asked for now."""
    if is_paid:
        raise ApiError("ORDERPAID")
    if is_over(known, now):
        raise ApiError("ORDER_CLOSED")
    if known.asked != asked or known.notify_url != notify_url:
        raise ApiError("OUT_TRADE_NO_USED", 403)


def is_over(order: Order, now: dt.datetime) -> bool:
    """Whether the payer can no longer pay it."""
    return order.is_closed or order.asked.expires_at <= now


def check_refund(asked: RefundToPlace, paid: Money, earlier: list[Refund]) -> None:
    """Raises ApiError for a refund of nothing, of another sum, or of more than is left."""
    if asked.amount.fen <= 0 or not REFUND_NUMBER.fullmatch(asked.out_refund_no):
        raise ApiError("PARAM_ERROR")
    given = total([r.amount for r in earlier if r.state is not RefundState.FAILED])
    if asked.paid != paid or (given + asked.amount) > paid:
        raise ApiError("INVALID_REQUEST")


def check_repeated_refund(known: Refund, asked: RefundToPlace) -> None:
    """Raises ApiError ``INVALID_REQUEST`` if the number was used for another refund."""
    same = (known.transaction_id, known.amount, known.paid)
    if same != (asked.transaction_id, asked.amount, asked.paid):
        raise ApiError("INVALID_REQUEST")
