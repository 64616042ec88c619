"""What one aid is worth to one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from courier.domain.categories import Category
from courier.domain.money import ZERO, Money
from courier.domain.policy_figures import AidKind, AidPayer, AidRule
from courier.domain.premium_prices import Price

TierPrice = Callable[[int], Money | None]


@dataclass(frozen=True, slots=True)
class AidShare:
    """What somebody pays for a person; ``amount`` None if unknown, a floor if ``at_least``."""

    payer: AidPayer | None
    amount: Money | None
    category: Category
    kind: AidKind
    source_id: str | None
    at_least: bool = False
    condition: str | None = None
    percent: Decimal | None = None
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """An aid and the own share that it alone would leave (None: unknown)."""

    share: AidShare
    own: Money | None
    own_at_most: Money | None
    is_gap: bool  # the aid itself is open, not merely the premium that it is taken from

    @classmethod
    def open(cls, category: Category) -> Worth:
        """A category of which the pack says nothing."""
        share = AidShare(None, None, category, AidKind.UNKNOWN, None)
        return cls(share, None, None, is_gap=True)


def worth_of(rule: AidRule, price: Price, tier_price: TierPrice, *, doubtful: bool) -> Worth:
    """Measure a rule against a price; ``doubtful`` if it may not be meant for this person."""
    if doubtful or rule.condition is not None:
        return Worth(_share(rule, None), None, None, is_gap=True)
    amount = _capped(_amount(rule, price, tier_price), price)
    own = _own(rule, amount, price)
    at_most = own if own is not None else _own_at_most(amount, price)
    gap = rule.at_least or (amount is None and not _waits_for_price(rule))
    return Worth(_share(rule, amount), own, at_most, is_gap=gap)


def _share(rule: AidRule, amount: Money | None) -> AidShare:
    return AidShare(
        payer=rule.payer,
        amount=amount,
        category=rule.category,
        kind=rule.kind,
        source_id=rule.source,
        at_least=rule.at_least,
        condition=rule.condition,
        percent=rule.percent,
        tier=rule.tier,
    )


def _amount(rule: AidRule, price: Price, tier_price: TierPrice) -> Money | None:
    match rule.kind:
        case AidKind.FULL:
            return price.amount
        case AidKind.FIXED:
            return rule.amount
        case AidKind.SHARE:
            base = tier_price(rule.tier) if rule.tier else price.amount
            return base.share(rule.percent) if base and rule.percent is not None else None
        case AidKind.UP_TO_TIER:
            return tier_price(rule.tier) if rule.tier else None
        case AidKind.OWN_FIXED:
            return _rest(price.amount, rule.own)
        case AidKind.UNKNOWN:
            return None


def _rest(full: Money | None, own: Money | None) -> Money | None:
    return None if full is None or own is None else max(full - own, ZERO)


def _capped(amount: Money | None, price: Price) -> Money | None:
    """Nobody is paid more than the premium."""
    if amount is None or price.amount is None:
        return amount
    return min(amount, price.amount)


def _own(rule: AidRule, amount: Money | None, price: Price) -> Money | None:
    if rule.kind is AidKind.FULL:
        return ZERO
    if rule.kind is AidKind.OWN_FIXED:
        return rule.own if price.amount is None or rule.own is None else min(rule.own, price.amount)
    if amount is None or price.amount is None or price.at_least:
        return None
    left = price.amount - amount
    return None if rule.at_least and left else left


def _own_at_most(amount: Money | None, price: Price) -> Money | None:
    if amount is None or price.amount is None or price.at_least:
        return None
    return price.amount - amount


def _waits_for_price(rule: AidRule) -> bool:
    """Whether the rule itself is complete and only the premium is missing."""
    return rule.kind in {AidKind.FULL, AidKind.SHARE, AidKind.UP_TO_TIER, AidKind.OWN_FIXED}
