"""What somebody has to pay, worked out with the asker's own case; and who is helped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from courier.domain.categories import Category
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.policy_figures import AidKind, AidRule, PremiumRule
from courier.domain.premiums import Premium, premium
from courier.domain.understanding.relations import Relation
from courier.services.answer_questions import Question, Told, listed
from courier.services.premiums import explain
from courier.texts import Locale, say

ADULTS = {
    Relation.MOTHER,
    Relation.FATHER,
    Relation.PARENTS,
    Relation.GRANDPARENT,
    Relation.PARENT_IN_LAW,
    Relation.SPOUSE,
}
CHILD_UNTIL = 17


def amount(pack: Pack, question: Question) -> list[Told]:
    """What this person pays, why, and, where it hangs on something unsaid, the price list."""
    if not (pack.premiums or pack.aid or pack.proposal):
        return []
    cases = _cases(pack, question)
    told = [one for case in cases for one in _case(case, pack, question)]
    if any("base_category" in case.unknown for case in cases):
        told = prices(pack, question)
    rules = [
        Told(say(f"policy.household_{rule.code}", question.locale), rule.source)
        for rule in pack.household_rules
    ]
    return [*told, *_other_tiers(pack, question), *rules]


def amount_of_old(pack: Pack, question: Question) -> list[Told]:
    """What an old person pays; nobody is exempt by age unless the pack says so."""
    if question.who.age is None and Category.ELDERLY not in question.who.categories:
        elderly = [p for p in pack.premiums if p.categories and Category.ELDERLY in p.categories]
        rows = elderly or [rule for rule in pack.premiums if rule.categories is None]
        told = [_price(rule, question.locale) for rule in rows if rule.amount is not None]
    else:
        told = amount(pack, question)
    if not told:
        return []
    return [*told, Told(say("answers.elderly_no_age", question.locale), told[0].source)]


def prices(pack: Pack, question: Question) -> list[Told]:
    """The price list as it stands, for those on one of these lists."""
    return [_price(rule, question.locale) for rule in pack.premiums if rule.amount is not None]


def student_prices(pack: Pack, question: Question) -> list[Told]:
    """What pupils and students pay."""
    schools = {Category.STUDENT, Category.UNIVERSITY_STUDENT, Category.MINOR}
    return [
        _price(rule, question.locale)
        for rule in pack.premiums
        if rule.amount is not None and (rule.categories is None or rule.categories & schools)
    ]


def aid(pack: Pack, question: Question) -> list[Told]:
    """Who is helped, with what; for somebody with a category what he pays."""
    if any(category.is_aid for category in question.who.categories):
        return amount(pack, question)
    rules = pack.aid or (pack.proposal.aid if pack.proposal else ())
    groups: dict[tuple[object, ...], list[AidRule]] = {}
    for rule in rules:
        groups.setdefault(_worth(rule), []).append(rule)
    told = [_aid(group, question.locale) for group in groups.values()]
    if len(rules) > 1:
        told.append(Told(say("answers.highest_counts", question.locale), rules[0].source))
    return told


def who_words(question: Question) -> str:
    """«您妈妈（68岁、低保对象）»."""
    locale, who = question.locale, question.who
    name = say(f"answers.who_{who.relation or Relation.SELF}", locale)
    marks = [say("answers.years_old", locale, years=str(who.age))] if who.age is not None else []
    marks += [say(f"categories.{category}", locale) for category in who.categories]
    return say("answers.who_is", locale, who=name, marks=listed(marks, locale)) if marks else name


def _cases(pack: Pack, question: Question) -> list[Premium]:
    """The premium; two of them where it hangs on which side of a birthday one is."""
    who = question.who
    categories = frozenset(who.categories)
    if who.age is None and not categories & set(Category) - set(_aids()) and _is_grown(question):
        categories |= {Category.ADULT} if not _old_differs(pack) else set()
    answers = [
        premium(
            pack, categories=categories, tier=None, non_local=False, born=born, on=question.today
        )
        for born in _births(question)
    ]
    unique: list[Premium] = []
    for answer in answers:
        if not any((answer.own, answer.full) == (one.own, one.full) for one in unique):
            unique.append(answer)
    return unique


def _aids() -> list[Category]:
    return [category for category in Category if not category.is_base]


def _is_grown(question: Question) -> bool:
    return question.who.relation in ADULTS


def _old_differs(pack: Pack) -> bool:
    return any(rule.categories and Category.ELDERLY in rule.categories for rule in pack.premiums)


def _births(question: Question) -> Sequence[dt.date | None]:
    """The earliest and the latest birthday of somebody of this age today."""
    age = question.who.age
    if age is None or any(category.is_base for category in question.who.categories):
        return (None,)
    today = question.today
    latest = _years_before(today, age)
    return (latest, _years_before(today, age + 1) + dt.timedelta(days=1))


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _case(answer: Premium, pack: Pack, question: Question) -> list[Told]:
    """Whom it is about with the amount, the reason, and what it is for all together."""
    locale, source = question.locale, _source(answer, pack)
    texts = [] if question.who.is_nobody else [_for_whom(answer, question)]
    texts.append(explain(answer, pack, locale))
    people = question.who.people
    if answer.own and people and people > 1 and not answer.aid:
        total = Money(answer.own.fen * people)
        texts.append(say("answers.all_together", locale, people=str(people), total=total))
    return [Told(text, source) for text in texts]


def _for_whom(answer: Premium, question: Question) -> str:
    who, locale = who_words(question), question.locale
    if answer.own is None or answer.proposed:
        return say("answers.about_whom", locale, who=who)
    return say("answers.pays", locale, who=who, own=answer.own)


def _source(answer: Premium, pack: Pack) -> str:
    ids = answer.sources or (answer.proposed.sources if answer.proposed else ())
    return ids[0] if ids else next(iter(pack.sources))


def _other_tiers(pack: Pack, question: Question) -> list[Told]:
    if len(pack.tiers) < 2:  # noqa: PLR2004 - nothing to choose
        return []
    told = []
    for tier in pack.tiers:
        answer = premium(
            pack,
            categories=frozenset(question.who.categories),
            tier=tier,
            non_local=False,
            born=None,
            on=question.today,
        )
        if answer.own is not None:
            text = say("answers.tier_pays", question.locale, tier=str(tier), own=answer.own)
            told.append(Told(text, _source(answer, pack)))
    return told


def _price(rule: PremiumRule, locale: Locale) -> Told:
    names = [say(f"categories.{category}", locale) for category in sorted(rule.categories or ())]
    who = listed(names, locale) if names else say("answers.everybody", locale)
    if rule.local is not None:
        here = say("answers.from_here" if rule.local else "answers.from_elsewhere", locale)
        who = say("answers.who_is", locale, who=who, marks=here)
    if rule.tier is not None:
        tier = say("answers.in_tier", locale, tier=str(rule.tier))
        who = say("answers.who_is", locale, who=who, marks=tier)
    key = "answers.price_least" if rule.at_least else "answers.price"
    return Told(say(key, locale, who=who, amount=rule.amount), rule.source)


def _worth(rule: AidRule) -> tuple[object, ...]:
    return (
        rule.kind,
        rule.amount,
        rule.own,
        rule.percent,
        rule.tier,
        rule.payer,
        rule.at_least,
        rule.condition,
        rule.source,
    )


def _aid(group: list[AidRule], locale: Locale) -> Told:
    rule = group[0]
    names = [say(f"categories.{one.category}", locale) for one in group]
    who = listed(names, locale)
    if rule.condition is not None:
        condition = say(f"policy.condition_{rule.condition}", locale)
        who = say("answers.who_is", locale, who=who, marks=condition)
    kind = "unknown" if _is_open(rule) else rule.kind.value
    least = "_least" if rule.at_least and kind in {"fixed", "share"} else ""
    text = say(
        f"answers.aid_{kind}{least}",
        locale,
        who=who,
        payer=say(f"premiums.payer_{rule.payer or 'unnamed'}", locale),
        amount=rule.amount,
        own=rule.own,
        percent=f"{rule.percent:f}" if rule.percent is not None else "",
        tier=str(rule.tier),
    )
    return Told(text, rule.source)


def _is_open(rule: AidRule) -> bool:
    if rule.kind is AidKind.OWN_FIXED:
        return rule.own is None
    if rule.kind is AidKind.SHARE:
        return rule.percent is None
    return rule.kind is AidKind.FIXED and rule.amount is None
