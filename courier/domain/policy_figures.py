"""The figures of a policy pack: where they come from, what is paid, who helps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from courier.domain.categories import Category
from courier.domain.money import Money


class Verified(StrEnum):
    """How far somebody checked a source."""

    ORIGINAL = "original"  # the document itself was read
    SECONDHAND = "secondhand"  # a copy, a page or a paper that tells of it
    UNVERIFIED = "unverified"  # a page that nobody checked
    PROPOSAL = "proposal"  # somebody proposed it; it was never in force here
    DEMONSTRATION = "demonstration"  # invented, to show the product


@dataclass(frozen=True, slots=True)
class Source:
    """A document that figures come from; ``date`` as the document gives it (year, month, day).

    ``place`` is whose it is where it is not the pack's own region's: it tells of that place alone.
    """

    id: str
    document: str
    date: str | None
    url: str | None
    verified: Verified
    note: str | None
    place: str | None = None


class RegionLevel(StrEnum):
    """How high in the tree of regions a pack stands."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class PackRegion:
    """Where a pack counts. ``code``: prefix of 2 to 12 digits, None if the source has none."""

    code: str | None
    name: str
    level: RegionLevel


class AidPayer(StrEnum):
    """Who pays for a subsidised person."""

    MEDICAL_AID = "medical_aid"
    FINANCE = "finance"
    CIVIL_AFFAIRS = "civil_affairs"
    VETERANS = "veterans"
    DISABLED_FEDERATION = "disabled_federation"
    HEALTH = "health"
    FAMILY_PLANNING = "family_planning"
    GOVERNMENT = "government"  # the source says only that the government pays


class AidKind(StrEnum):
    """How an aid is measured."""

    FULL = "full"
    FIXED = "fixed"  # an amount; None where the source leaves it open
    SHARE = "share"  # percent of the premium, or of one tier
    UP_TO_TIER = "up_to_tier"  # all of one tier; who chooses a higher one pays the rest
    OWN_FIXED = "own_fixed"  # the person pays this amount, somebody else the rest
    UNKNOWN = "unknown"  # there is help, and the source does not say how much


@dataclass(frozen=True, slots=True)
class PremiumRule:
    """One price: for these categories (None: all), local, not local or both (None), in a tier.

    ``amount`` is the individual premium; ``at_least`` marks a floor that regions may exceed.
    """

    tier: int | None
    categories: frozenset[Category] | None
    local: bool | None
    amount: Money | None
    at_least: bool
    source: str

    def covers(self, base: Category | None, *, non_local: bool) -> bool:
        """Whether a person of this base category stands on this price."""
        here = self.local is None or self.local is not non_local
        return here and (self.categories is None or base in self.categories)


@dataclass(frozen=True, slots=True)
class AidRule:
    """What one category is worth; ``own`` only for OWN_FIXED, ``percent`` only for SHARE.

    ``condition`` names something that a category alone does not tell (``disaster_struck``):
    such a rule's worth is unknown for a given person. ``at_least`` marks a floor.
    """

    category: Category
    kind: AidKind
    amount: Money | None
    own: Money | None
    percent: Decimal | None
    tier: int | None
    payer: AidPayer | None
    at_least: bool
    also_non_local: bool
    condition: str | None
    source: str


@dataclass(frozen=True, slots=True)
class GovernmentSubsidy:
    """What the government adds for each person, whoever he is (None categories: all)."""

    categories: frozenset[Category] | None
    amount: Money
    at_least: bool
    source: str


@dataclass(frozen=True, slots=True)
class AgeBand:
    """The base category of people from ``from_age`` up to and with ``to_age`` full years."""

    category: Category
    from_age: int
    to_age: int | None

    def holds(self, age: int) -> bool:
        """Whether somebody of this many full years is in the band."""
        return self.from_age <= age and (self.to_age is None or age <= self.to_age)


@dataclass(frozen=True, slots=True)
class CoveragePeriod:
    """First and last day of cover for those who paid in the main window."""

    first: dt.date
    last: dt.date
    source: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Figures that were proposed and never in force; shown as such, never charged."""

    premiums: tuple[PremiumRule, ...]
    subsidies: tuple[GovernmentSubsidy, ...]
    aid: tuple[AidRule, ...]
