"""What refund queries return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SuspenseRow:
    """Money in suspense and how far its way back is."""

    county_id: int
    suspense_id: UUID
    channel: str
    transaction_id: str
    attempt_id: UUID | None
    out_trade_no: str
    amount_fen: int
    reason: str
    holder: str
    noted_at: dt.datetime
    refund_id: UUID | None
    refund_states: list[str]
    requested_by: UUID | None


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One refund with everything that its steps need.

    ``try_no`` is the try that is meant (the newest, or that of a number), ``states`` are the
    newest try's and ``done``; ``done_try`` is the try that paid, None while none did;
    ``village_code`` is the receipt's, None for money in suspense.
    """

    county_id: int
    refund_id: UUID
    out_refund_no: str
    suspense_id: UUID | None
    receipt_no: int | None
    channel: str
    transaction_id: str
    attempt_id: UUID | None
    out_trade_no: str
    amount_fen: int
    paid_fen: int
    reason: str
    requested_by: UUID | None
    approved_by: UUID | None
    requested_at: dt.datetime
    holder: str
    tries: int
    try_no: int
    done_try: int | None
    village_code: str | None
    states: list[str]


@dataclass(frozen=True, slots=True)
class RefundableRow:
    """A receipt whose premium may go back."""

    receipt_no: int
    attempt_id: UUID
    obligation_id: UUID
    insuree_id: UUID
    coverage_year: int
    village_code: str
    amount_fen: int
    channel: str
    transaction_id: str
    courier_id: UUID | None
    pack_id: str
    full_fen: int
    own_fen: int
    aid: list[dict[str, object]]
    is_void: bool


@dataclass(frozen=True, slots=True)
class PremiumRefundRow:
    """A premium's refund as the console lists it."""

    refund_id: UUID
    receipt_no: int
    insuree_id: UUID
    name: str
    id_masked: str
    village_name: str
    amount_fen: int
    channel: str
    reason: str
    requested_at: dt.datetime
    requested_by: UUID | None
    requested_by_name: str | None
    states: list[str]
