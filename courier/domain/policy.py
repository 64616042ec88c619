"""Policy packs: what one region asks, pays and promises for one coverage year.

A pack is data with sources (courier/policies/*.json); what a source leaves open is None here
and named in ``unknown``. Money is Money, days are dates in China, codes are enums or words
with sentences in ``locales/*/policy.po``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from courier.domain.categories import Category
from courier.domain.errors import BadInput, NotFound
from courier.domain.policy_figures import (
    AgeBand,
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
from courier.domain.policy_rules import (
    CollectionIncentive,
    Contact,
    HouseholdRule,
    Incentive,
    OpenQuestion,
    PackFact,
    PapersNeeded,
    PayChannel,
    RefundRule,
    Reimbursement,
    WaitingRule,
)
from courier.domain.policy_windows import Window, WindowKind, months_later


@dataclass(frozen=True)
class Pack:
    """One region's policy for one coverage year. ``fingerprint`` is the SHA-256 of its data."""

    id: str
    coverage_year: int
    region: PackRegion
    sources: Mapping[str, Source]
    coverage: CoveragePeriod | None
    age_bands: tuple[AgeBand, ...]
    windows: tuple[Window, ...]
    premiums: tuple[PremiumRule, ...]
    subsidies: tuple[GovernmentSubsidy, ...]
    aid: tuple[AidRule, ...]
    aid_complete: bool  # the source names everybody who is helped; others pay in full
    proposal: Proposal | None
    household_rules: tuple[HouseholdRule, ...]
    waiting: tuple[WaitingRule, ...]
    incentives: tuple[Incentive, ...]
    refunds: tuple[RefundRule, ...]
    reimbursements: tuple[Reimbursement, ...]
    papers: tuple[PapersNeeded, ...]
    channels: tuple[PayChannel, ...]
    contacts: tuple[Contact, ...]
    collection: tuple[CollectionIncentive, ...]
    facts: tuple[PackFact, ...]
    unknown: tuple[OpenQuestion, ...]
    fingerprint: str

    def source(self, source_id: str) -> Source:
        """The source of this id; parsing made sure that it exists."""
        return self.sources[source_id]

    @property
    def is_demonstration(self) -> bool:
        """Whether the figures are invented, which must be said wherever they are shown."""
        return any(s.verified is Verified.DEMONSTRATION for s in self.sources.values())

    @property
    def cover_first(self) -> dt.date:
        """First day of cover; 1 January unless the pack says otherwise."""
        return self.coverage.first if self.coverage else dt.date(self.coverage_year, 1, 1)

    @property
    def cover_last(self) -> dt.date:
        """Last day of cover; 31 December unless the pack says otherwise."""
        return self.coverage.last if self.coverage else dt.date(self.coverage_year, 12, 31)

    @property
    def reference_date(self) -> dt.date:
        """Ages in full years are counted on this day: the first day of cover."""
        return self.cover_first

    @cached_property
    def newborn_since(self) -> dt.date:
        """Only for those born on this day or later does the exact birth date matter."""
        window = self.window(WindowKind.NEWBORN)
        if window is None:
            return self.cover_first
        if window.days_after_birth is not None:
            return self.cover_first - dt.timedelta(days=window.days_after_birth)
        # A day more than the months: the end of a month is shorter than its beginning.
        months = months_later(self.cover_first, -(window.months_after_birth or 0))
        return months - dt.timedelta(days=3)

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """The tiers that can be chosen, lowest first; empty where there is no choice."""
        rules = (*self.premiums, *(self.proposal.premiums if self.proposal else ()))
        return tuple(sorted({rule.tier for rule in rules if rule.tier is not None}))

    def window(self, kind: WindowKind) -> Window | None:
        """The first window of this kind."""
        return next((window for window in self.windows if window.kind is kind), None)

    def age(self, born: dt.date) -> int:
        """Full years on the reference date; 0 for those born later."""
        day = self.reference_date
        return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))

    def base_of_age(self, age: int) -> Category | None:
        """The base category of an age, None where the pack draws no line."""
        return next((band.category for band in self.age_bands if band.holds(age)), None)

    def facts_on(self, topic: str) -> tuple[PackFact, ...]:
        """Further facts on one of the assistant's topics."""
        return tuple(fact for fact in self.facts if fact.topic == topic)


class PackShelf:
    """All packs at hand."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._packs: dict[str, Pack] = {}
        for pack in packs:
            if pack.id in self._packs:
                raise BadInput("pack_twice", pack=pack.id)
            self._packs[pack.id] = pack

    def all(self) -> tuple[Pack, ...]:
        """Every pack, by id."""
        return tuple(self._packs[pack_id] for pack_id in sorted(self._packs))

    def get(self, pack_id: str) -> Pack:
        """The pack of this id. Raises NotFound ``pack_not_found`` (pack, known)."""
        try:
            return self._packs[pack_id]
        except KeyError as error:
            known = ", ".join(sorted(self._packs))
            raise NotFound("pack_not_found", pack=pack_id, known=known) from error

    def for_region(self, region_code: str, coverage_year: int) -> Pack | None:
        """The nearest pack above (or at) a region: longest prefix of its code; never national."""
        fits = [p for p in self._packs.values() if p.coverage_year == coverage_year]
        fits = [p for p in fits if p.region.code and region_code.startswith(p.region.code)]
        return max(fits, key=lambda pack: len(pack.region.code or ""), default=None)

    def national(self, coverage_year: int) -> Pack | None:
        """The national frame of a year: floors and rules, not what a county charges."""
        for pack in self._packs.values():
            if pack.region.level is RegionLevel.NATIONAL and pack.coverage_year == coverage_year:
                return pack
        return None

    def coverage_years(self, region_code: str) -> tuple[int, ...]:
        """Coverage years with a pack for this region, latest first."""
        years = {
            pack.coverage_year
            for pack in self._packs.values()
            if pack.region.code and region_code.startswith(pack.region.code)
        }
        return tuple(sorted(years, reverse=True))
