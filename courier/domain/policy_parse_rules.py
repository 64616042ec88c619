"""From a pack's data to its rules beside the premium."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from courier.domain.money import Money
from courier.domain.policy_rules import (
    CareKind,
    CollectionIncentive,
    Contact,
    HouseholdRule,
    HouseholdRuleCode,
    Incentive,
    IncentiveKind,
    OpenQuestion,
    PackFact,
    PapersNeeded,
    PayChannel,
    RefundRule,
    Reimbursement,
    WaitingRule,
)

Data = Mapping[str, Any]


def read_rules(data: Data) -> dict[str, Any]:
    """Pack's fields of policy_rules, by field name; an absent list is empty."""
    return {
        field: tuple(read(row) for row in data.get(field, ())) for field, read in READERS.items()
    }


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _percent(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _household(row: Data) -> HouseholdRule:
    return HouseholdRule(HouseholdRuleCode(row["code"]), row["source"])


def _waiting(row: Data) -> WaitingRule:
    return WaitingRule(
        fixed_months=row.get("fixed_months"),
        fixed_days=row.get("fixed_days"),
        months_per_missed_year=row.get("months_per_missed_year"),
        repair_months_per_payment=row.get("repair_months_per_payment"),
        long_gap_years=row.get("long_gap_years"),
        long_gap_months=row.get("long_gap_months"),
        source=row["source"],
    )


def _incentive(row: Data) -> Incentive:
    return Incentive(
        kind=IncentiveKind(row["kind"]),
        after_years=row.get("after_years"),
        amount=Money(row["amount_fen"]),
        at_least=row.get("at_least", False),
        cap_percent=_percent(row.get("cap_percent")),
        cap=_money(row.get("cap_fen")),
        source=row["source"],
    )


def _refund(row: Data) -> RefundRule:
    return RefundRule(
        tuple(row["reasons"]), row.get("before_cover"), row.get("after_cover"), row["source"]
    )


def _reimbursement(row: Data) -> Reimbursement:
    return Reimbursement(
        kind=CareKind(row["kind"]),
        level=row.get("level"),
        percent=_percent(row.get("percent")),
        percent_at_least=row.get("at_least", False),
        deductible=_money(row.get("deductible_fen")),
        ceiling=_money(row.get("ceiling_fen")),
        condition=row.get("condition"),
        source=row["source"],
    )


def _papers(row: Data) -> PapersNeeded:
    return PapersNeeded(row["errand"], tuple(row["papers"]), row["source"])


def _channel(row: Data) -> PayChannel:
    since = row.get("since")
    since_day = dt.date.fromisoformat(since) if since else None
    return PayChannel(row["code"], row.get("name"), since_day, row["source"])


def _contact(row: Data) -> Contact:
    return Contact(row["role"], row["name"], row.get("phone"), row.get("place"), row["source"])


def _collection(row: Data) -> CollectionIncentive:
    return CollectionIncentive(row["code"], Money(row["amount_fen"]), row["source"])


def _fact(row: Data) -> PackFact:
    return PackFact(
        row["topic"], row["code"], dict(row.get("figures", {})), row["note"], row["source"]
    )


def _open(row: Data) -> OpenQuestion:
    return OpenQuestion(row["code"], row["note"])


READERS = {
    "household_rules": _household,
    "waiting": _waiting,
    "incentives": _incentive,
    "refunds": _refund,
    "reimbursements": _reimbursement,
    "papers": _papers,
    "channels": _channel,
    "contacts": _contact,
    "collection": _collection,
    "facts": _fact,
    "unknown": _open,
}
