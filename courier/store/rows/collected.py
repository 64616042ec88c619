"""A courier's own collections as the query returns them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One payment of hers."""

    attempt_id: UUID
    channel: str
    amount_fen: int
    created_at: dt.datetime
    village_name: str
    states: list[str]
    names: list[str]
    receipts: int
