"""A bill worked out by one row of a table of rates: what comes back, and what is one's own."""

from __future__ import annotations

from dataclasses import dataclass

from courier.domain.money import Money
from courier.domain.policy_rules import Reimbursement


@dataclass(frozen=True, slots=True)
class PaidBack:
    """``first`` is paid in advance, ``paid`` comes back of the ``rest``; ``capped`` at the most."""

    bill: Money
    first: Money
    rest: Money
    paid: Money
    capped: bool

    @property
    def own(self) -> Money:
        """What the patient pays in all."""
        return self.bill - self.paid


def paid_back(row: Reimbursement, bill: Money) -> PaidBack | None:
    """A bill by this row, all of it within the policy's range.

    None where the row leaves a figure open or counts only on a condition.
    """
    if row.percent is None or row.percent_at_least or row.deductible is None or row.condition:
        return None
    first = min(row.deductible, bill)
    rest = bill - first
    paid = rest.share(row.percent)
    if row.ceiling is not None and paid > row.ceiling:
        return PaidBack(bill, first, rest, row.ceiling, capped=True)
    return PaidBack(bill, first, rest, paid, capped=False)
