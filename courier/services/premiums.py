"""A premium in words that an old person understands. Pure: no transaction, no clock."""

from __future__ import annotations

from collections.abc import Collection

from courier.domain.money import ZERO
from courier.domain.policy import Pack
from courier.domain.policy_figures import AidKind, Source, Verified
from courier.domain.policy_windows import WindowStatus
from courier.domain.premium_aid import AidShare
from courier.domain.premiums import Premium
from courier.texts import Locale, say

# Worst first: the weakest source decides what is said about the figure.
_WEAKEST = (
    Verified.DEMONSTRATION,
    Verified.PROPOSAL,
    Verified.UNVERIFIED,
    Verified.SECONDHAND,
    Verified.ORIGINAL,
)


def explain(premium: Premium, pack: Pack, locale: Locale) -> str:
    """One or two sentences: what is to be paid and why, and how sure the figure is."""
    told = _told(premium, pack, locale)
    if "tier_assumed" in premium.reasons and premium.full is not None:
        tier = str(premium.tier or 1)
        told = _two(told, say("premiums.tier_assumed", locale, tier=tier), locale)
    mark = mark_of(premium, pack)
    if mark is None or mark is Verified.PROPOSAL or _without_figure(premium, mark):
        return told
    return _two(told, say(f"premiums.mark_{mark}", locale), locale)


def reason_of(premium: Premium, pack: Pack, locale: Locale) -> str:
    """Why somebody pays what she pays, without the mark."""
    return _told(premium, pack, locale)


def mark_of(premium: Premium, pack: Pack) -> Verified | None:
    """How far the answer's weakest source was checked; None if nothing needs to be said."""
    level = weakest({source.verified for source in sources_of(premium, pack)})
    return None if level is Verified.ORIGINAL else level


def weakest(levels: Collection[Verified]) -> Verified:
    """The level of the source that was checked least; none at all counts as the original."""
    return next((level for level in _WEAKEST if level in levels), Verified.ORIGINAL)


def sources_of(premium: Premium, pack: Pack) -> tuple[Source, ...]:
    """The documents that the answer rests on; the pack's first where nothing was found."""
    ids = premium.sources + (premium.proposed.sources if premium.proposed else ())
    ids = ids or tuple(pack.sources)[:1]
    return tuple(pack.source(source_id) for source_id in dict.fromkeys(ids))


def aid_reason(share: AidShare, locale: Locale) -> str:
    """Why somebody pays: the category, who pays, how it is measured."""
    if share.condition is not None:
        return say(
            "premiums.aid_conditional",
            locale,
            category=category_name(share, locale),
            condition=say(f"policy.condition_{share.condition}", locale),
        )
    key = "silent" if share.source_id is None else share.kind.value
    key = f"{key}_of_tier" if share.kind is AidKind.SHARE and share.tier is not None else key
    return say(
        f"premiums.aid_{key}",
        locale,
        category=category_name(share, locale),
        payer=payer_name(share, locale),
        percent=str(share.percent),
        tier=str(share.tier),
    )


def category_name(share: AidShare, locale: Locale) -> str:
    """The category as people call it."""
    return say(f"premiums.kind_{share.category}", locale)


def payer_name(share: AidShare, locale: Locale) -> str:
    """Who pays, or "the government" where the source does not say."""
    return say(f"premiums.payer_{share.payer or 'unnamed'}", locale)


def unknown_text(code: str, locale: Locale) -> str:
    """The sentence of one code of ``Premium.unknown``."""
    kind, _, category = code.partition(":")
    named = say(f"premiums.kind_{category}", locale) if category else ""
    return say(f"premiums.unknown_{kind}", locale, category=named)


def window_text(window: WindowStatus, locale: Locale) -> str:
    """When to pay, as it stands for this person."""
    dated = window.first is not None and window.last is not None
    end = "" if dated or window.last is None else "_until"
    key = f"premiums.window_{window.state}{end}"
    if window.kind is not None and window.state == "exception":
        key = f"premiums.window_{window.kind}"
    elif not dated and not end:
        key = "premiums.window_unknown"
    return say(key, locale, first=window.first, last=window.last)


def _without_figure(premium: Premium, mark: Verified) -> bool:
    """Whether no figure is told that could be doubted; a demonstration always says so."""
    told = premium.full or premium.own or any(share.amount for share in premium.aid)
    return mark is not Verified.DEMONSTRATION and not told and premium.own is None


def _two(first: str, second: str, locale: Locale) -> str:
    return say("premiums.two_sentences", locale, first=first, second=second)


def _told(premium: Premium, pack: Pack, locale: Locale) -> str:
    shown = premium.proposed or premium
    share = _shown_share(shown)
    key = _proposed_case(shown) if premium.proposed else _case(shown, share)
    facts: dict[str, object] = {
        "year": str(pack.coverage_year),
        "full": shown.full,
        "own": shown.own,
        "most": shown.own_at_most,
    }
    if share is not None:
        facts["category"] = category_name(share, locale)
        facts["payer"] = payer_name(share, locale)
        facts["aid"] = share.amount
        if share.condition is not None:
            facts["condition"] = say(f"policy.condition_{share.condition}", locale)
    return say(f"premiums.{key}", locale, **facts)


def _shown_share(premium: Premium) -> AidShare | None:
    """The aid to speak of: the one that counts, or the first that is open."""
    shares = premium.aid
    if premium.own is not None:
        return shares[0] if shares else None
    open_ones = [share for share in shares if share.amount is None or share.at_least]
    return next(iter(open_ones or shares), None)


def _proposed_case(shown: Premium) -> str:
    return "proposed_open" if shown.own is None else "proposed_own"


def _case(premium: Premium, share: AidShare | None) -> str:
    return _open_case(premium, share) if premium.own is None else _known_case(premium, share)


def _known_case(premium: Premium, share: AidShare | None) -> str:
    if share is None:
        return "own_late" if "late" in premium.reasons else "own_full"
    case = "own_zero" if premium.own == ZERO else "own_part"
    return case if premium.full is not None and not premium.full_at_least else f"{case}_open"


def _open_case(premium: Premium, share: AidShare | None) -> str:
    if "base_category" in premium.unknown:
        return "unknown_base_category"
    if premium.full is None:
        helped = share is not None and share.amount is not None
        return "own_open_but_aid" if helped else "own_open"
    if premium.full_at_least:
        return "own_open_local"
    if share is not None and share.amount is not None:
        return "own_open_at_least"
    if share is not None and share.condition is not None and share.kind is AidKind.FULL:
        return "own_open_conditional"
    silent = share is not None and share.source_id is None
    return "own_open_silent" if silent else "own_open_aid"
