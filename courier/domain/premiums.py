"""What one person pays: full premium, who helps, own share, and what is not known.

Pure: a pack and a person in, a Premium out. Aid never adds up, the highest counts
(就高不就低: the unnamed town's notice for 2016, and every pack since). Unknown stays None.

What a premium depends on, for computing many at once: the pack, the categories, the tier,
local or not, the age in full years on ``pack.reference_date``; the exact birth date only for
those born on or after ``pack.newborn_since``; the day only where a late price exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from courier.domain.categories import Category
from courier.domain.money import ZERO, Money
from courier.domain.policy import Pack
from courier.domain.policy_figures import AidRule, PremiumRule
from courier.domain.policy_windows import WindowKind, WindowState, WindowStatus, window_on
from courier.domain.premium_aid import AidShare, Worth, worth_of
from courier.domain.premium_prices import (
    Asker,
    Price,
    bases_of,
    check_tier,
    price_for,
    tier_for,
)


@dataclass(frozen=True, slots=True)
class Premium:
    """The answer for one person, pack and day.

    ``full``       the individual premium, None if the source leaves it open
    ``full_at_least``  it is a floor; the place may ask for more
    ``aid``        what counts: one share if ``own`` is known, all that might count if not
    ``own``        what the person pays, None if unknown
    ``own_at_most``  an upper bound where one is known though ``own`` is not
    ``unknown``    codes: full, local_amount, base_category, not_in_force, window, aid:<category>
    ``reasons``    codes: late, tier_assumed, newborn, non_local
    ``sources``    ids of the pack's sources that the answer rests on
    ``deciding``   the category whose aid counts
    ``proposed``   the same from figures that were only ever proposed
    """

    full: Money | None
    full_at_least: bool
    aid: tuple[AidShare, ...]
    own: Money | None
    own_at_most: Money | None
    unknown: tuple[str, ...]
    window: WindowStatus
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    deciding: Category | None
    tier: int | None
    base: Category | None
    proposed: Premium | None = None


def premium(
    pack: Pack,
    *,
    categories: frozenset[Category],
    tier: int | None,
    non_local: bool,
    born: dt.date | None,
    on: dt.date,
) -> Premium:
    """Compute what a person pays under a pack on a day.

    Raises BadInput ``tier_unknown`` for a tier that the pack does not have.
    """
    check_tier(pack, tier)
    outside = non_local or Category.NON_LOCAL in categories
    asker = Asker(categories, bases_of(pack, categories, born), tier, outside, born, on)
    if pack.proposal is None:
        return _answer(pack, asker, pack.premiums, pack.aid)
    proposed = _answer(pack, asker, pack.proposal.premiums, pack.proposal.aid)
    real = _answer(pack, asker, pack.premiums, pack.aid)
    return replace(real, unknown=("not_in_force", *real.unknown), proposed=proposed)


def _answer(
    pack: Pack, asker: Asker, prices: Sequence[PremiumRule], aid_rules: Sequence[AidRule]
) -> Premium:
    applicable = [rule for rule in aid_rules if rule.category in asker.categories]
    tier = tier_for(pack.tiers, asker.tier, applicable)
    window = _window(pack, asker)
    price = _price(pack, asker, prices, tier, window)
    worths = _worths(pack, asker, prices, applicable, price)
    own, deciding = _settle(price, worths)
    shares = tuple(worth.share for worth in worths)
    counted = (
        shares if own is None else tuple(s for s in shares if deciding and s == deciding.share)
    )
    return Premium(
        full=price.amount,
        full_at_least=price.at_least,
        aid=counted,
        own=own,
        own_at_most=_at_most(price, worths) if own is None else own,
        unknown=_unknown(price, worths, own, window),
        window=window,
        reasons=_reasons(pack, asker, window),
        sources=_sources(price, counted, window),
        deciding=deciding.share.category if deciding else None,
        tier=price.tier,
        base=_base_shown(asker),
    )


def _base_shown(asker: Asker) -> Category | None:
    return Category.NEWBORN if Category.NEWBORN in asker.bases else min(asker.bases, default=None)


def _window(pack: Pack, asker: Asker) -> WindowStatus:
    return window_on(
        pack.windows, on=asker.on, born=asker.born, bases=asker.bases, cover_first=pack.cover_first
    )


def _price(
    pack: Pack,
    asker: Asker,
    prices: Sequence[PremiumRule],
    tier: int | None,
    window: WindowStatus,
) -> Price:
    """The price in time, or the one for late payers where the pack has such a window."""
    late = pack.window(WindowKind.LATE)
    if window.kind is WindowKind.LATE and late is not None and late.premium is not None:
        return Price(late.premium, at_least=False, tier=tier, sources=(late.source,), gap=None)
    return price_for(prices, asker, tier, non_local=asker.non_local)


def _worths(
    pack: Pack,
    asker: Asker,
    prices: Sequence[PremiumRule],
    applicable: Sequence[AidRule],
    price: Price,
) -> list[Worth]:
    """What each aid is worth to her; an aid category that no rule names is worth unknown."""
    # Where the pack has a price for people from elsewhere, aid for locals is not theirs as such.
    split = asker.non_local and any(rule.local is False for rule in prices)

    def tier_price(tier: int) -> Money | None:
        return price_for(prices, asker, tier, non_local=False).amount

    worths = [
        worth_of(rule, price, tier_price, doubtful=split and not rule.also_non_local)
        for rule in applicable
    ]
    named = {rule.category for rule in applicable}
    silent = {c for c in asker.categories if c.is_aid} - named
    if not pack.aid_complete:
        worths += [Worth.open(category) for category in sorted(silent)]
    return sorted(worths, key=_order)


def _order(worth: Worth) -> tuple[bool, Money, str]:
    return (worth.own is None, worth.own or ZERO, worth.share.category)


def _settle(price: Price, worths: Sequence[Worth]) -> tuple[Money | None, Worth | None]:
    """The own share and the aid that decides it; the lowest own share is the highest aid."""
    if worths and worths[0].own == ZERO:
        return ZERO, worths[0]
    if any(worth.own is None for worth in worths):
        return None, None
    if worths:
        return worths[0].own, worths[0]
    return (None if price.at_least else price.amount), None


def _at_most(price: Price, worths: Sequence[Worth]) -> Money | None:
    """What she certainly does not have to exceed."""
    bounds = [worth.own_at_most for worth in worths if worth.own_at_most is not None]
    if price.amount is not None and not price.at_least:
        bounds.append(price.amount)
    return min(bounds, default=None)


def _unknown(
    price: Price, worths: Sequence[Worth], own: Money | None, window: WindowStatus
) -> tuple[str, ...]:
    codes = [price.gap] if price.gap else []
    if price.at_least:
        codes.append("local_amount")
    if own is None:
        codes += [f"aid:{w.share.category}" for w in worths if w.own is None and w.is_gap]
    if window.state is WindowState.UNKNOWN:
        codes.append("window")
    return tuple(dict.fromkeys(codes))


def _reasons(pack: Pack, asker: Asker, window: WindowStatus) -> tuple[str, ...]:
    told = {
        "late": window.kind is WindowKind.LATE,
        "newborn": window.kind is WindowKind.NEWBORN,
        "non_local": asker.non_local,
        "tier_assumed": len(pack.tiers) > 1 and asker.tier is None,
    }
    return tuple(code for code, holds in told.items() if holds)


def _sources(price: Price, shares: Sequence[AidShare], window: WindowStatus) -> tuple[str, ...]:
    ids = [*price.sources, *(share.source_id for share in shares), window.source]
    return tuple(dict.fromkeys(source_id for source_id in ids if source_id))
