"""How many months after a gap bills are not paid, by a pack's rule."""

from __future__ import annotations

from dataclasses import dataclass

from courier.domain.policy_rules import WaitingRule


@dataclass(frozen=True, slots=True)
class WaitingPeriod:
    """Months in all, and what is left when every missed year is paid; None where nothing is."""

    fixed: int
    added: int
    repaired: int | None

    @property
    def months(self) -> int:
        """The months where nothing is paid for the missed years."""
        return self.fixed + self.added


def waiting_after(rule: WaitingRule, missed_years: int) -> WaitingPeriod | None:
    """The waiting period after so many missed years; None where the rule leaves it open."""
    if rule.fixed_months is None or rule.months_per_missed_year is None:
        return None
    added = missed_years * rule.months_per_missed_year
    return WaitingPeriod(rule.fixed_months, added, _repaired(rule, missed_years, added))


def _repaired(rule: WaitingRule, missed_years: int, added: int) -> int | None:
    if rule.fixed_months is None or rule.repair_months_per_payment is None:
        return None
    left = rule.fixed_months + max(0, added - missed_years * rule.repair_months_per_payment)
    if rule.long_gap_years is not None and missed_years >= rule.long_gap_years:
        left = max(left, rule.long_gap_months or 0)
    return left if left < rule.fixed_months + added else None
