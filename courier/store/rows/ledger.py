"""What ledger queries take and return."""

from __future__ import annotations

from dataclasses import dataclass

from courier.domain.ledger import Account


@dataclass(frozen=True, slots=True)
class Line:
    """One line to post: debit positive, credit negative."""

    account: Account
    holder: str
    amount_fen: int
    village_code: str | None = None
