"""What somebody has to pay, worked out with the asker's own case, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from courier.domain.categories import Category
from courier.domain.families import NOBODY
from courier.domain.money import ZERO, Money
from courier.domain.policy import Pack
from courier.domain.premiums import Premium, premium
from courier.services.answer_askers import births_of, grown_or_said, pays_words, who_words
from courier.services.answer_prices import prices
from courier.services.answer_questions import Question, Told, listed
from courier.services.premiums import aid_reason, reason_of
from courier.texts import Locale, say

DEGREES = (Category.DISABLED_SEVERE, Category.DISABLED_MILD)


def amount(pack: Pack, question: Question) -> list[Told]:
    """What this person pays first, then why; the price list where it hangs on something unsaid.

    Empty where the pack holds no figure for such a person.
    """
    if not (pack.premiums or pack.aid or pack.proposal):
        return []
    if question.who.degree_open:
        return by_degree(pack, question)
    if question.who.mixed:
        return _not_alike(pack, question)
    cases = cases_of(pack, question)
    if which_kind(cases, pack, question):
        return _which_of_them(pack, question)
    if not any(has_figure(case) for case in cases):
        return []
    told = [*_amounts(cases, pack, question), *_together(cases, pack, question)]
    rules = [
        Told(say(f"policy.household_{rule.code}", question.locale), rule.source)
        for rule in pack.household_rules
    ]
    return [*told, *_from_elsewhere(pack, question), *rules]


def _not_alike(pack: Pack, question: Question) -> list[Told]:
    """A household of which somebody bears what was said: who it is is asked for first."""
    plain = amount(pack, replace(question, who=NOBODY))
    text = say("answers.not_all_alike", question.locale)
    return [replace(one, text=text) for one in plain[:1]] + plain


def by_degree(pack: Pack, question: Question) -> list[Told]:
    """What somebody disabled pays, by the degree that she did not tell; once where it is alike."""
    told, words = [], set()
    for degree in DEGREES:
        who = replace(question.who, degree_open=False)
        asked = replace(question, who=replace(who, categories=(*who.categories, degree)))
        case = cases_of(pack, asked)[0]
        if not has_figure(case):
            return []
        words.add(pays_words(case, question))
        told.append(told_on(pays_words(case, asked), case, pack))
    return told if len(words) > 1 else [replace(told[0], text=words.pop())]


def tell_more(pack: Pack, question: Question, told: Sequence[Told]) -> list[Told]:
    """Who said nothing of hardship is asked for it, where hardship would make a difference."""
    is_told = question.who.degree_open or any(one.is_aid for one in question.who.categories)
    if not told or not pack.aid or is_told:
        return []
    return [replace(told[0], text=say("answers.tell_more", question.locale))]


def which_kind(cases: Sequence[Premium], pack: Pack, question: Question) -> bool:
    """Whether children, students and grown-ups pay differently and nobody said which it is."""
    if any("base_category" in case.unknown for case in cases):
        return True
    nothing_said = not grown_or_said(pack, question) and question.who.age is None
    return nothing_said and bool(pack.premiums) and all(rule.categories for rule in pack.premiums)


def _which_of_them(pack: Pack, question: Question) -> list[Told]:
    """The price list; where there are several prices the kind is asked for first."""
    rows = prices(pack, question.locale)
    if len(rows) < 2:  # noqa: PLR2004 - one price needs no choice
        return rows
    return [replace(rows[0], text=say("premiums.unknown_base_category", question.locale)), *rows]


def _from_elsewhere(pack: Pack, question: Question) -> list[Told]:
    """The prices for people registered elsewhere, for whom they may be; told beside the answer."""
    if question.who.categories:
        return []
    return prices(pack, question.locale, local=False)


def cases_of(pack: Pack, question: Question) -> list[Premium]:
    """The premium; two of them where it hangs on which side of a birthday one is."""
    unique: list[Premium] = []
    for born in births_of(question):
        case = _premium(pack, question, born, None)
        if not any((case.own, case.full) == (one.own, one.full) for one in unique):
            unique.append(case)
    return unique


def _premium(pack: Pack, question: Question, born: dt.date | None, tier: int | None) -> Premium:
    return premium(
        pack,
        categories=grown_or_said(pack, question),
        tier=tier,
        non_local=False,
        born=born,
        on=question.today,
    )


def has_figure(case: Premium) -> bool:
    """Whether anything in money can be told of it."""
    shown = case.proposed or case
    return bool(shown.full or shown.own is not None or any(share.amount for share in shown.aid))


def _amounts(cases: Sequence[Premium], pack: Pack, question: Question) -> list[Told]:
    if len(cases) > 1:
        return either_side_of_a_birthday(cases, pack, question)
    case = cases[0]
    by_tier = _by_tier(pack, question)
    if by_tier:
        reasons = [aid_reason(share, question.locale) for share in case.aid]
        return [by_tier, *(told_on(reason, case, pack) for reason in reasons)]
    texts = [pays_words(case, question), *reasons_of(case, pack, question)]
    if "late" in case.reasons:
        texts = [reason_of(case, pack, question.locale)]
    return [told_on(text, case, pack) for text in dict.fromkeys(texts)]


def reasons_of(case: Premium, pack: Pack, question: Question) -> list[str]:
    """Why, where it is not the plain price; of a national floor only who helps is left to say."""
    if case.full_at_least and case.own is None:
        return [aid_reason(share, question.locale) for share in case.aid]
    if case.aid or case.own is None or case.proposed:
        return [reason_of(case, pack, question.locale)]
    return []


def either_side_of_a_birthday(
    cases: Sequence[Premium], pack: Pack, question: Question
) -> list[Told]:
    """An age that changes the price between now and the day that counts: both, told apart."""
    age = max(pack.age(born) for born in births_of(question) if born is not None)
    told = []
    for key, case in zip(("answers.not_of_age", "answers.of_age"), cases, strict=True):
        facts = {"day": pack.reference_date, "age": str(age)}
        who = say(key, question.locale, who=who_words(question), **facts)
        told.append(told_on(pays_words(case, question, who), case, pack))
    return told


def _by_tier(pack: Pack, question: Question) -> Told | None:
    """«第1档390元、第2档530元» where there is a choice that makes a difference."""
    locale, owns = question.locale, owns_by_tier(pack, question)
    if not owns:
        return None
    text = say("answers.tiers", locale, who=who_words(question), tiers=tier_words(owns, locale))
    return told_on(text, _premium(pack, question, births_of(question)[0], pack.tiers[0]), pack)


def tier_words(owns: Mapping[int, Money], locale: Locale) -> str:
    """«第1档不用交、第2档140元»."""
    parts = [
        say("answers.tier_nothing" if own == ZERO else "answers.tier_own", locale, **facts)
        for tier, own in owns.items()
        for facts in [{"tier": str(tier), "own": own}]
    ]
    return listed(parts, locale)


def owns_by_tier(pack: Pack, question: Question, *, alike: bool = False) -> dict[int, Money]:
    """What she pays in each tier; empty where all tiers are ``alike``, or one is unknown."""
    born = births_of(question)[0]
    cases = {tier: _premium(pack, question, born, tier) for tier in pack.tiers}
    owns = {tier: case.own for tier, case in cases.items() if case.own is not None}
    is_choice = alike or len(set(owns.values())) > 1
    return owns if is_choice and len(owns) == len(cases) else {}


def _together(cases: Sequence[Premium], pack: Pack, question: Question) -> list[Told]:
    people, own = question.who.people, cases[0].own
    if len(cases) > 1 or not own or not people or people == 1 or _by_tier(pack, question):
        return []
    total = Money(own.fen * people)
    text = say("answers.all_together", question.locale, people=str(people), total=total)
    return [told_on(text, cases[0], pack)]


def told_on(text: str, case: Premium, pack: Pack) -> Told:
    """A sentence on a case, with every document that the case rests on."""
    ids = (
        case.sources or (case.proposed.sources if case.proposed else ()) or tuple(pack.sources)[:1]
    )
    return Told(text, ids[0], ids[1:])
