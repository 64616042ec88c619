"""What somebody who writes English says of whom."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.categories import Category
from courier.domain.understanding.english import is_english
from courier.domain.understanding.facts import facts_in
from courier.domain.understanding.relations import Relation
from courier.domain.understanding.spoken import plain

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "about", "age", "categories"),
    [
        (
            "My mother is 68 and on low income, how much does she pay?",
            Relation.MOTHER,
            68,
            {Category.LOW_INCOME},
        ),
        (
            "my mother, 68, on low income, what must she pay",
            Relation.MOTHER,
            68,
            {Category.LOW_INCOME},
        ),
        ("I am 70 and disabled, level 1", Relation.SELF, 70, {Category.DISABLED_SEVERE}),
        ("My dad is not on low income, he is 71", Relation.FATHER, 71, set()),
        ("what about my mother-in-law", Relation.PARENT_IN_LAW, None, set()),
        ("I pay 400 yuan, is that right", Relation.SELF, None, set()),
        ("my 12-year-old is at school", None, 12, {Category.STUDENT}),
        ("How much is 400 yuan", None, None, set()),
    ],
)
def test_relation_age_and_help_are_read(said, about, age, categories):
    facts = facts_in(said, TODAY)
    assert facts.about is about
    assert (facts.age.years if facts.age else None) == age
    assert facts.categories == categories


def test_a_disability_without_its_level_is_asked_after():
    assert facts_in("my father is disabled, what does he pay", TODAY).disability_degree_missing


@pytest.mark.parametrize("said", ["niang 68 sui jin nian jiao duo shao qian", "yibao zenme jiao"])
def test_pinyin_is_not_english(said):
    assert not is_english(plain(said))
