"""From a pack's data (already checked against the schema) to a Pack.

The keys of the data are those of courier/policies/schema.json; ``*_fen`` become Money,
days become dates, codes become enums.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from courier.domain.categories import Category
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.policy_figures import (
    AgeBand,
    AidKind,
    AidPayer,
    AidRule,
    CoveragePeriod,
    GovernmentSubsidy,
    PackRegion,
    PremiumRule,
    Proposal,
    RegionLevel,
    Source,
    Verified,
)
from courier.domain.policy_parse_rules import read_rules
from courier.domain.policy_windows import CoverFrom, Window, WindowKind

Data = Mapping[str, Any]
Row = TypeVar("Row")


def read_pack(data: Data) -> Pack:
    """The Pack of data that fits the schema and passed the checks of policy_checks."""
    region = data["region"]
    sources = [_source(row) for row in data["sources"]]
    return Pack(
        id=data["id"],
        coverage_year=data["coverage_year"],
        region=PackRegion(region["code"], region["name"], RegionLevel(region["level"])),
        sources={source.id: source for source in sources},
        coverage=_coverage(data.get("coverage")),
        age_bands=_rows(data, "age_bands", _age_band),
        windows=_rows(data, "windows", _window),
        premiums=_rows(data, "premiums", _premium),
        subsidies=_rows(data, "subsidies", _subsidy),
        aid=_rows(data, "aid", _aid),
        aid_complete=data.get("aid_complete", False),
        proposal=_proposal(data.get("proposal")),
        fingerprint=fingerprint_of(data),
        **read_rules(data),
    )


def fingerprint_of(data: Data) -> str:
    """SHA-256 (hex) of the data in canonical JSON: the same content has the same fingerprint."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _rows(data: Data, key: str, read: Callable[[Data], Row]) -> tuple[Row, ...]:
    return tuple(read(row) for row in data.get(key, ()))


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _categories(codes: list[str] | None) -> frozenset[Category] | None:
    return None if codes is None else frozenset(map(Category, codes))


def _source(row: Data) -> Source:
    return Source(
        id=row["id"],
        document=row["document"],
        date=row["date"],
        url=row.get("url"),
        verified=Verified(row["verified"]),
        note=row.get("note"),
        place=row.get("place"),
    )


def _coverage(row: Data | None) -> CoveragePeriod | None:
    if row is None:
        return None
    first, last = dt.date.fromisoformat(row["from"]), dt.date.fromisoformat(row["to"])
    return CoveragePeriod(first, last, row["source"])


def _age_band(row: Data) -> AgeBand:
    return AgeBand(Category(row["category"]), row["from_age"], row.get("to_age"))


def _window(row: Data) -> Window:
    cover = row.get("cover_from")
    return Window(
        kind=WindowKind(row["kind"]),
        first=_day(row.get("from")),
        last=_day(row.get("to")),
        days_after_birth=row.get("days_after_birth"),
        months_after_birth=row.get("months_after_birth"),
        cover_from=CoverFrom(cover) if cover else None,
        premium=_money(row.get("premium_fen")),
        waiting_days=row.get("waiting_days"),
        categories=_categories(row.get("categories")),
        yearly=row.get("yearly", False),
        source=row["source"],
    )


def _premium(row: Data) -> PremiumRule:
    return PremiumRule(
        tier=row.get("tier"),
        categories=_categories(row.get("categories")),
        local=row.get("local"),
        amount=_money(row["amount_fen"]),
        at_least=row.get("at_least", False),
        source=row["source"],
    )


def _subsidy(row: Data) -> GovernmentSubsidy:
    return GovernmentSubsidy(
        categories=_categories(row.get("categories")),
        amount=Money(row["amount_fen"]),
        at_least=row.get("at_least", False),
        source=row["source"],
    )


def _aid(row: Data) -> AidRule:
    payer = row.get("payer")
    percent = row.get("percent")
    return AidRule(
        category=Category(row["category"]),
        kind=AidKind(row["kind"]),
        amount=_money(row.get("amount_fen")),
        own=_money(row.get("own_fen")),
        percent=None if percent is None else Decimal(percent),
        tier=row.get("tier"),
        payer=AidPayer(payer) if payer else None,
        at_least=row.get("at_least", False),
        also_non_local=row.get("also_non_local", False),
        condition=row.get("condition"),
        source=row["source"],
    )


def _proposal(row: Data | None) -> Proposal | None:
    if row is None:
        return None
    return Proposal(
        premiums=_rows(row, "premiums", _premium),
        subsidies=_rows(row, "subsidies", _subsidy),
        aid=_rows(row, "aid", _aid),
    )
