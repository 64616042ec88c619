"""What old people, newborns, pupils and students pay, whoever asks."""

from __future__ import annotations

from dataclasses import replace

from courier.domain.categories import Category
from courier.domain.families import Who
from courier.domain.policy import Pack
from courier.domain.understanding.relations import Relation
from courier.services.answer_amounts import amount
from courier.services.answer_prices import prices_of
from courier.services.answer_questions import Question, Told
from courier.texts import say

SCHOOLS = frozenset({Category.STUDENT, Category.UNIVERSITY_STUDENT})
CHILDREN = frozenset({Category.MINOR})


def amount_of_old(pack: Pack, question: Question) -> list[Told]:
    """What an old person pays; nobody is exempt by age unless the pack says so."""
    told = amount(pack, _of_category(question, Category.ELDERLY))
    if not told:
        return []
    return [
        told[0],
        Told(say("answers.elderly_no_age", question.locale), told[0].source),
        *told[1:],
    ]


def amount_of_newborn(pack: Pack, question: Question) -> list[Told]:
    """What is paid for a newborn, where the pack tells; nothing of an older child."""
    asked = replace(question, who=Who(categories=(Category.NEWBORN,)))
    return amount(pack, asked)[:1]


def amount_of_student(pack: Pack, question: Question) -> list[Told]:
    """What pupils and students pay: the asker's case, else the schools' part of the price list."""
    if question.who.categories or question.who.age is not None:
        return amount(pack, question)
    return prices_of(pack, SCHOOLS, question.locale) or prices_of(pack, CHILDREN, question.locale)


def _of_category(question: Question, category: Category) -> Question:
    who = question.who
    if who.age is not None or any(one.is_base for one in who.categories):
        return question
    relation = None if who.relation is Relation.SELF else who.relation
    categories = (*who.categories, category)
    return replace(question, who=replace(who, relation=relation, categories=categories))
