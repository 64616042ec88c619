"""Which price a person stands on: base category, tier, local or not, in time or late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from courier.domain.categories import Category
from courier.domain.errors import BadInput
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.policy_figures import AidKind, AidRule, PremiumRule


@dataclass(frozen=True, slots=True)
class Asker:
    """Who a premium is computed for. ``bases`` may be empty: then the base is not known."""

    categories: frozenset[Category]
    bases: frozenset[Category]
    tier: int | None
    non_local: bool
    born: dt.date | None
    on: dt.date


@dataclass(frozen=True, slots=True)
class Price:
    """The individual premium, or why it is not known (``gap`` is a code)."""

    amount: Money | None
    at_least: bool
    tier: int | None
    sources: tuple[str, ...]
    gap: str | None


def bases_of(
    pack: Pack, categories: frozenset[Category], born: dt.date | None
) -> frozenset[Category]:
    """The base categories borne, or else the one that the age tells.

    A newborn without a price of her own stands on the price for minors.
    """
    bases = {category for category in categories if category.is_base}
    if not bases and born is not None:
        by_age = pack.base_of_age(pack.age(born))
        bases |= {by_age} if by_age else set()
        bases |= {Category.NEWBORN} if born >= pack.cover_first else set()
    if Category.NEWBORN in bases:
        bases.add(Category.MINOR)
    return frozenset(bases)


def check_tier(pack: Pack, tier: int | None) -> None:
    """Raise BadInput ``tier_unknown`` for a tier that the pack does not have.

    Where there is nothing to choose, 1 is the only tier.
    """
    known = pack.tiers or (1,)
    if tier is not None and tier not in known:
        raise BadInput("tier_unknown", given=tier, known=", ".join(map(str, known)), pack=pack.id)


def tier_for(tiers: Sequence[int], chosen: int | None, aid: Sequence[AidRule]) -> int | None:
    """The tier that counts: the chosen one, else the one that is paid for her, else the lowest."""
    if not tiers:
        return None
    if chosen is not None:
        return chosen
    named = [rule.tier for rule in aid if rule.kind is AidKind.UP_TO_TIER and rule.tier]
    return max(named, default=tiers[0])


def price_for(
    rules: Sequence[PremiumRule], asker: Asker, tier: int | None, *, non_local: bool
) -> Price:
    """The price of a tier among these rules; the lowest if she bears several base categories."""
    fits = _in_tier(_on_list(rules, asker.bases, non_local=non_local), tier)
    if not fits:
        return Price(None, at_least=False, tier=tier, sources=(), gap="full")
    sources = tuple(dict.fromkeys(rule.source for rule in fits))
    amounts = [rule.amount for rule in fits if rule.amount is not None]
    if len(amounts) < len(fits):
        return Price(None, at_least=False, tier=tier, sources=sources, gap="full")
    if not asker.bases and len(set(amounts)) > 1:
        return Price(None, at_least=False, tier=tier, sources=sources, gap="base_category")
    best = min(fits, key=lambda rule: rule.amount or Money(0))
    return Price(best.amount, best.at_least, best.tier, (best.source,), None)


def _on_list(
    rules: Sequence[PremiumRule], bases: frozenset[Category], *, non_local: bool
) -> list[PremiumRule]:
    """Rules for any of her base categories; all of the place's if none is known."""
    if not bases:
        return [rule for rule in rules if rule.local is None or rule.local is not non_local]
    return [r for r in rules if any(r.covers(base, non_local=non_local) for base in bases)]


def _in_tier(rules: list[PremiumRule], tier: int | None) -> list[PremiumRule]:
    """Rules of the tier; where her list has one price only, there is nothing to choose."""
    if len({rule.tier for rule in rules}) == 1:
        return rules
    return [rule for rule in rules if rule.tier in {None, tier}]
