"""What a pack says beside the premium: waiting, rewards, refunds, payment of bills, papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from courier.domain.money import Money


class HouseholdRuleCode(StrEnum):
    """Rules on households that packs know."""

    SAME_TIER = "same_tier"  # the whole household chooses one tier


@dataclass(frozen=True, slots=True)
class HouseholdRule:
    """One rule on households."""

    code: HouseholdRuleCode
    source: str


@dataclass(frozen=True, slots=True)
class WaitingRule:
    """How long bills are not paid after a gap or a late start; None where not said.

    ``repair_months_per_payment``: what paying one missed year takes off the added months.
    ``long_gap_years`` and more missed years leave at least ``long_gap_months`` in all.
    """

    fixed_months: int | None
    fixed_days: int | None
    months_per_missed_year: int | None
    repair_months_per_payment: int | None
    long_gap_years: int | None
    long_gap_months: int | None
    source: str


class IncentiveKind(StrEnum):
    """What is rewarded with a higher ceiling of the serious-illness insurance."""

    CONTINUOUS = "continuous"
    ZERO_CLAIM = "zero_claim"


@dataclass(frozen=True, slots=True)
class Incentive:
    """A reward: ``amount`` more ceiling a year after ``after_years`` without a gap."""

    kind: IncentiveKind
    after_years: int | None
    amount: Money
    at_least: bool
    cap_percent: Decimal | None
    cap: Money | None
    source: str


@dataclass(frozen=True, slots=True)
class RefundRule:
    """Whether a premium comes back; ``reasons`` before cover begins, by code."""

    reasons: tuple[str, ...]
    before_cover: bool | None
    after_cover: bool | None
    source: str


class CareKind(StrEnum):
    """What a bill is for."""

    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    CHRONIC = "chronic"  # a chronic disease treated as out-patient
    SPECIAL = "special"  # a special disease, such as dialysis
    SERIOUS_ILLNESS = "serious_illness"
    MEDICAL_AID = "medical_aid"


@dataclass(frozen=True, slots=True)
class Reimbursement:
    """One row of a table of rates. ``level`` is the hospital's: 1, 2, 3, or None for all.

    ``percent`` counts inside the policy's range; ``deductible`` and ``ceiling`` in money a year
    or a stay; None means that the source does not say. ``condition`` is a code.
    """

    kind: CareKind
    level: int | None
    percent: Decimal | None
    percent_at_least: bool
    deductible: Money | None
    ceiling: Money | None
    condition: str | None
    source: str


@dataclass(frozen=True, slots=True)
class PapersNeeded:
    """Papers for one errand; codes with sentences ``policy.errand_…`` and ``policy.paper_…``."""

    errand: str
    papers: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who to ask; ``role`` is a code, ``name`` and ``place`` are Chinese names."""

    role: str
    name: str
    phone: str | None
    place: str | None
    source: str


@dataclass(frozen=True, slots=True)
class PayChannel:
    """A way of paying that a source names; ``code`` has a sentence ``policy.channel_…``."""

    code: str
    name: str | None
    since: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class CollectionIncentive:
    """What collectors are paid or fined for a person; never shown as part of a premium."""

    code: str
    amount: Money
    source: str


@dataclass(frozen=True, slots=True)
class PackFact:
    """Another fact for the assistant: ``topic`` of topics.md, ``code`` names it, ``figures``
    are whole numbers (fen, days, percent …) by name, ``note`` the fact in Chinese."""

    topic: str
    code: str
    figures: Mapping[str, int]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What the sources leave open: a code and a Chinese note."""

    code: str
    note: str
