"""What payment queries return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt with its states and the facts of ``pending``."""

    county_id: int
    attempt_id: UUID
    out_trade_no: str
    channel: str
    amount_fen: int
    courier_id: UUID | None
    visit_id: UUID | None
    household_id: UUID | None
    created_at: dt.datetime
    expires_at: dt.datetime
    states: list[str]
    placed: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One person of an attempt, with the receipt once there is one."""

    insuree_id: UUID
    name: str
    coverage_year: int
    amount_fen: int
    receipt_no: int | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An attempt without an outcome."""

    county_id: int
    attempt_id: UUID
