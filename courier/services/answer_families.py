"""What the members of a family pay: each by her own case, and the sum of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from courier.domain.families import Who
from courier.domain.money import Money, total
from courier.domain.policy import Pack
from courier.domain.premiums import Premium
from courier.services.answer_amounts import (
    by_degree,
    cases_of,
    either_side_of_a_birthday,
    has_figure,
    owns_by_tier,
    reasons_of,
    tier_words,
    told_on,
    which_kind,
)
from courier.services.answer_askers import member_words, pays_words
from courier.services.answer_prices import prices
from courier.services.answer_questions import Question, Told
from courier.texts import say


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """One member, or several alike: her words, and her premium where there is one answer."""

    who: Who
    told: Sequence[Told]
    case: Premium | None
    reasons: Sequence[Told] = ()


def family_amounts(pack: Pack, question: Question) -> list[Told]:
    """The sum first, then each member, then why; empty where the pack holds no figure."""
    asked = [replace(question, who=one) for one in question.family]
    if not (pack.premiums or pack.aid or pack.proposal):
        return []
    by_kind = any(which_kind(cases_of(pack, one), pack, one) for one in asked)
    if not by_kind and not any(has_figure(case) for one in asked for case in cases_of(pack, one)):
        return []
    reckoned = [_reckoned(pack, one) for one in asked]
    members = [told for one in reckoned for told in one.told]
    reasons = {told.text: told for one in reckoned for told in one.reasons}
    return [
        _sum(pack, question, reckoned, members),
        *members,
        *(prices(pack, question.locale) if by_kind else []),
        *_plainly(question, members),
        *reasons.values(),
    ]


def _reckoned(pack: Pack, question: Question) -> _Reckoned:
    cases, who = cases_of(pack, question), question.who
    if who.degree_open:
        return _Reckoned(who, by_degree(pack, question), None)
    if which_kind(cases, pack, question):
        text = say("answers.family_kind", question.locale, who=member_words(question))
        return _Reckoned(who, [told_on(text, cases[0], pack)], None)
    if len(cases) > 1:
        return _Reckoned(who, either_side_of_a_birthday(cases, pack, question), None)
    case = cases[0]
    owns = owns_by_tier(pack, question)
    if owns:
        tiers = tier_words(owns, question.locale)
        text = say("answers.family_tier", question.locale, who=member_words(question), tiers=tiers)
    else:
        text = pays_words(case, question, member_words(question))
    reasons = [told_on(one, case, pack) for one in reasons_of(case, pack, question)]
    hangs_on_tier = owns or (case.own is None and len(pack.tiers) > 1)
    return _Reckoned(who, [told_on(text, case, pack)], None if hangs_on_tier else case, reasons)


def _sum(
    pack: Pack, question: Question, reckoned: Sequence[_Reckoned], members: Sequence[Told]
) -> Told:
    text = _by_tier(pack, question) or _in_all(question, reckoned)
    sources = dict.fromkeys(source for one in members for source in one.sources)
    first, *others = sources
    return Told(text, first, tuple(others))


def _by_tier(pack: Pack, question: Question) -> str | None:
    """The sums where everybody chooses the same tier, and the tiers make a difference."""
    asked = [replace(question, who=one) for one in question.family]
    sums: dict[int, Money] = {}
    for tier in pack.tiers:
        owns = [owns_by_tier(pack, one, alike=True).get(tier) for one in asked]
        if any(own is None for own in owns):
            return None
        known = zip([own for own in owns if own is not None], question.family, strict=True)
        sums[tier] = total([Money(own.fen * one.count) for own, one in known])
    if len(set(sums.values())) < 2:  # noqa: PLR2004 - nothing to choose
        return None
    tiers = tier_words(sums, question.locale)
    return say("answers.family_tiers", question.locale, people=_people(question), tiers=tiers)


def _in_all(question: Question, reckoned: Sequence[_Reckoned]) -> str:
    """The sum, its bound, or the sum of what is known."""
    facts: dict[str, object] = {"people": _people(question)}
    locale = question.locale
    for kind, figure in (("total", _own), ("at_most", _at_most), ("at_least", _floor)):
        sums = [_times(figure(one.case), one.who) for one in reckoned]
        known = [one for one in sums if one is not None]
        if len(known) == len(sums):
            key = "nothing" if kind == "total" and not any(known) else kind
            return say(f"answers.family_{key}", locale, total=total(known), **facts)
    known = [one for one in (_times(_own(one.case), one.who) for one in reckoned) if one]
    if not known:
        return say("answers.family_unknown", locale, **facts)
    return say("answers.family_partly", locale, total=total(known), **facts)


def _own(case: Premium | None) -> Money | None:
    return case.own if case else None


def _at_most(case: Premium | None) -> Money | None:
    if case is None or case.proposed or case.full_at_least:
        return None
    return case.own if case.own is not None else case.own_at_most


def _floor(case: Premium | None) -> Money | None:
    if case is None or case.proposed:
        return None
    is_floor = case.full_at_least and not case.aid
    return case.full if case.own is None and is_floor else case.own


def _times(amount: Money | None, who: Who) -> Money | None:
    return Money(amount.fen * who.count) if amount is not None else None


def _people(question: Question) -> str:
    return str(sum(one.count for one in question.family))


def _plainly(question: Question, members: Sequence[Told]) -> list[Told]:
    """Of whom no hardship was told, she is reckoned at the plain price; that is said."""
    helped = [one.degree_open or any(c.is_aid for c in one.categories) for one in question.family]
    if all(helped):
        return []
    return [replace(members[-1], text=say("answers.family_plain", question.locale))]
