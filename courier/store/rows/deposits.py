"""What the queries of deposits return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CashInHandRow:
    """A courier and the cash in her custody."""

    courier_id: UUID
    courier_no: str
    name: str
    township_name: str
    in_hand_fen: int
    last_deposit_at: dt.datetime | None
    announced_fen: int | None
    announced_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DepositRow:
    """Cash that was handed in."""

    confirmed_at: dt.datetime
    courier_name: str
    amount_fen: int
    confirmed_by_name: str


@dataclass(frozen=True, slots=True)
class OwnDepositRow:
    """A courier's deposit as she sees it: announced, counted, or both."""

    announced_fen: int | None
    counted_fen: int | None
    at: dt.datetime
    confirmed_by_name: str | None
