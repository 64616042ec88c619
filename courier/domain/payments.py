"""A payment attempt: one try at one channel, whose states are only ever added."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from courier.domain.money import Money

COUNTY_DIGITS = 6
NO_COUNTY = 0


class PaymentState(StrEnum):
    """In the order in which they may follow."""

    CREATED = "created"
    PENDING = "pending"
    PAID = "paid"
    POSTED = "posted"
    RECEIPTED = "receipted"
    REVERSED = "reversed"
    REFUNDED = "refunded"
    FAILED = "failed"
    EXPIRED = "expired"

    @property
    def is_over(self) -> bool:
        """Whether no money is awaited any more."""
        return self not in (PaymentState.CREATED, PaymentState.PENDING)


FURTHEST_LAST = tuple(PaymentState)
MONEY_CAME = (PaymentState.RECEIPTED, PaymentState.REVERSED, PaymentState.REFUNDED)


def current_state(states: Sequence[str]) -> PaymentState:
    """The furthest of an attempt's states."""
    return max((PaymentState(state) for state in states), key=FURTHEST_LAST.index)


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation and the amount that the payer was shown for it."""

    obligation_id: UUID
    amount: Money


def order_number(county_id: int, attempt_id: UUID) -> str:
    """The order's number at a channel: county, then the attempt in base32; 32 characters."""
    tail = base64.b32encode(attempt_id.bytes).decode("ascii").rstrip("=")
    return f"{county_id:0{COUNTY_DIGITS}d}{tail}"


def county_of_order(out_trade_no: str) -> int:
    """The county that an order number names; NO_COUNTY for a number that is not ours."""
    head = out_trade_no[:COUNTY_DIGITS]
    return int(head) if len(out_trade_no) > COUNTY_DIGITS and head.isdecimal() else NO_COUNTY


def request_hash(*parts: object) -> bytes:
    """What makes two requests under one key the same request."""
    body = json.dumps(parts, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode("utf-8")).digest()
