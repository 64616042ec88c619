"""The books: append-only double entry in fen; debit is positive, and every posting sums to zero."""

from __future__ import annotations

from enum import StrEnum


class Account(StrEnum):
    """The accounts. ``holder`` says whose: an obligation, a payer of aid, a channel, a courier."""

    OBLIGATION_RECEIVABLE = "obligation_receivable"
    AID_RECEIVABLE = "aid_receivable"
    CLEARING = "clearing"
    CUSTODY = "custody"
    COLLECTION = "collection"
    FUND = "fund"
    REFUNDS_PAYABLE = "refunds_payable"
    SUSPENSE = "suspense"


class PostingKind(StrEnum):
    """What happened."""

    ASSESSMENT = "assessment"
    PREMIUM = "premium"
    SUSPENSE = "suspense"
    DEPOSIT = "deposit"
    PREMIUM_REVERSAL = "premium_reversal"
    WITHDRAWAL = "withdrawal"
    SUSPENSE_CLEARED = "suspense_cleared"
    REFUND_PAID = "refund_paid"


class SuspenseReason(StrEnum):
    """Why money belongs to no obligation."""

    UNKNOWN_ORDER = "unknown_order"
    PAID_TWICE = "paid_twice"
    LATE = "late"
    OTHER_AMOUNT = "other_amount"
    PAID_ELSEWHERE = "paid_elsewhere"
    NO_CONSENT = "no_consent"
