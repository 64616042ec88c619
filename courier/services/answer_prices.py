"""The price list as it stands, and what the government adds to it."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.categories import Category
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.policy_figures import GovernmentSubsidy, PremiumRule
from courier.services.answer_facts import subsidies
from courier.services.answer_questions import Question, Told, listed
from courier.texts import Locale, say


def prices(pack: Pack, locale: Locale, *, local: bool | None = None) -> list[Told]:
    """The price list; with ``local`` only the prices for those registered here or elsewhere."""
    rules = [rule for rule in pack.premiums if rule.amount is not None]
    return [_price(rule, locale) for rule in rules if local is None or rule.local is local]


def prices_of(pack: Pack, categories: frozenset[Category], locale: Locale) -> list[Told]:
    """The part of the price list that is for these categories, or for everybody alike."""
    rules = [rule for rule in pack.premiums if rule.amount is not None]
    own = [rule for rule in rules if rule.categories and rule.categories & categories]
    if own:
        return [_price(rule, locale, among=categories) for rule in own]
    alike = [rule for rule in rules if rule.categories is None]
    if not alike:
        return []
    same = Told(say("answers.students_alike", locale), alike[0].source)
    return [same, *(_price(rule, locale) for rule in alike)]


def both_pay(pack: Pack, question: Question) -> list[Told]:
    """What one pays and what the government adds, together; for packs with one price for all."""
    price = pack.premiums[0] if len(pack.premiums) == 1 else None
    added = pack.subsidies[0] if len(pack.subsidies) == 1 else None
    if price is None or added is None or price.amount is None or price.categories:
        return subsidies(pack, question)
    floor = "_added_least" if added.at_least else ""
    text = say(
        "answers.both_pay_least" if price.at_least else f"answers.both_pay{floor}",
        question.locale,
        own=price.amount,
        added=added.amount,
        total=_sum(price, added),
    )
    return [Told(text, added.source, (price.source,))]


def rise_unexplained(pack: Pack, question: Question) -> list[Told]:
    """Who pays; and, where the pack notes nothing on it, that nobody told why it becomes more."""
    told = both_pay(pack, question)
    if not told or pack.facts_on(question.topic):
        return told
    return [*told, replace(told[0], text=say("answers.rise_unexplained", question.locale))]


def _sum(price: PremiumRule, added: GovernmentSubsidy) -> Money:
    return (price.amount or Money(0)) + added.amount


def _price(rule: PremiumRule, locale: Locale, among: frozenset[Category] | None = None) -> Told:
    categories = rule.categories or frozenset()
    shown = categories & among if among else categories
    names = [say(f"premiums.kind_{category}", locale) for category in sorted(shown)]
    who = listed(names, locale) if names else say("answers.everybody", locale)
    marks = []
    if rule.local is not None:
        marks.append(say("answers.from_here" if rule.local else "answers.from_elsewhere", locale))
    if rule.tier is not None:
        marks.append(say("answers.in_tier", locale, tier=str(rule.tier)))
    if marks:
        who = say("answers.who_is", locale, who=who, marks=listed(marks, locale))
    key = "answers.price_least" if rule.at_least else "answers.price"
    return Told(say(key, locale, who=who, amount=rule.amount), rule.source)
