"""How an obligation stands, for whoever is about to pay it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One obligation: what was asked for it, what it is now, and who paid or is paying."""

    obligation_id: UUID
    name: str
    asked_fen: int
    status: str
    own_fen: int | None
    paid_channel: str | None
    paid_at: dt.datetime | None
    paid_by: str | None
    claim_county: int | None
    attempt_id: UUID | None
    open_channel: str | None
    opened_at: dt.datetime | None
    opened_by: str | None
