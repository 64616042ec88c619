"""Whom an answer is about: how the person is called, and how old she may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from courier.domain.categories import Category
from courier.domain.money import ZERO
from courier.domain.policy import Pack
from courier.domain.premiums import Premium
from courier.domain.understanding.relations import Relation
from courier.services.answer_questions import Question, listed
from courier.texts import say

ADULTS = {
    Relation.MOTHER,
    Relation.FATHER,
    Relation.PARENTS,
    Relation.GRANDPARENT,
    Relation.GRANDFATHER,
    Relation.GRANDMOTHER,
    Relation.PARENT_IN_LAW,
    Relation.FATHER_IN_LAW,
    Relation.MOTHER_IN_LAW,
    Relation.SPOUSE,
}


HOUSE_OF_ONES_OWN = {
    Relation.SPOUSE,
    Relation.CHILD,
    Relation.SON,
    Relation.DAUGHTER,
    Relation.GRANDCHILD,
}
PAIRS = {Relation.PARENTS, Relation.PARENT_IN_LAW}


def who_words(question: Question) -> str:
    """«您妈妈（68岁、低保）»; «低保» where nobody is named, «一般人» where nothing is said."""
    locale, who = question.locale, question.who
    age = None if Category.NEWBORN in who.categories else who.age
    marks = [say("answers.years_old", locale, years=str(age))] if age is not None else []
    marks += [say(f"premiums.kind_{category}", locale) for category in who.categories]
    marks += [say("answers.disabled", locale)] if who.degree_open else []
    if who.relation is None and marks:
        return listed(marks, locale)
    if who.relation is None:
        return say("answers.who_household" if who.people else "answers.everybody", locale)
    name = say(f"answers.who_{who.relation}", locale)
    return say("answers.who_is", locale, who=name, marks=listed(marks, locale)) if marks else name


def member_words(question: Question) -> str:
    """A member of a family, or several alike: «您孩子，2个人，每人», «其余3个人，每人»."""
    locale, who = question.locale, question.who
    people = str(who.count)
    if who.relation is Relation.HOUSEHOLD:
        return say("answers.who_rest", locale, people=people)
    if who.relation is Relation.PARENTS and who.count == 1:
        marks = who_words(replace(question, who=replace(who, relation=None)))
        return say("answers.who_one_parent", locale, marks=marks)
    if who.count == 1 or who.relation in PAIRS:
        return who_words(question)
    return say("answers.who_several", locale, who=who_words(question), people=people)


def pays_words(case: Premium, question: Question, who: str | None = None) -> str:
    """The direct answer for one person: an amount, nothing, a bound, or that it is unknown."""
    locale = question.locale
    facts: dict[str, object] = {"who": who or who_words(question)}
    if case.proposed:
        return say("answers.pays_proposed", locale, **facts)
    if case.own is not None:
        key = "answers.pays_nothing" if case.own == ZERO else "answers.pays"
        return say(key, locale, own=case.own, **facts)
    if case.own_at_most is not None and not _is_plain_price(case):
        return say("answers.pays_at_most", locale, most=case.own_at_most, **facts)
    if case.full_at_least and case.full is not None:
        key = "answers.pays_less_than_floor" if case.aid else "answers.pays_at_least"
        return say(key, locale, least=case.full, **facts)
    return say("answers.pays_unknown", locale, **facts)


def grown_or_said(pack: Pack, question: Question) -> frozenset[Category]:
    """The categories that were said; a mother or a husband is a grown-up without saying so."""
    who, categories = question.who, frozenset(question.who.categories)
    is_told = who.age is not None or any(category.is_base for category in categories)
    if is_told or not _is_grown_up(question) or _old_differs(pack):
        return categories
    return categories | {Category.ADULT}


def _is_grown_up(question: Question) -> bool:
    """A mother or a husband; the speaker who has a wife or children."""
    relations = {one.relation for one in question.family}
    is_parent = question.who.relation is Relation.SELF and relations & HOUSE_OF_ONES_OWN
    return question.who.relation in ADULTS or bool(is_parent)


def births_of(question: Question) -> Sequence[dt.date | None]:
    """The latest and the earliest birthday of somebody of this age today."""
    age = question.who.age
    if age is None or any(category.is_base for category in question.who.categories):
        return (None,)
    latest = _years_before(question.today, age)
    return (latest, _years_before(question.today, age + 1) + dt.timedelta(days=1))


def _is_plain_price(case: Premium) -> bool:
    """The full price is no more than the price: «at most» would tell of help that is not known."""
    return case.own_at_most == case.full


def _old_differs(pack: Pack) -> bool:
    grown = frozenset({Category.ADULT, Category.ELDERLY})
    return any(len(rule.categories & grown) == 1 for rule in pack.premiums if rule.categories)


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
