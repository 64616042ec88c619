"""What cannot be said of one person is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.categories import Category
from courier.domain.category_ages import AGES, check_person
from courier.domain.errors import BadInput
from courier.policies import load_shelf

PACK = load_shelf().get("national-2026")  # counts ages on 2026-01-01


@pytest.mark.parametrize(
    ("category", "born"),
    [
        (Category.NEWBORN, dt.date(1958, 1, 1)),
        (Category.ELDERLY, dt.date(2020, 5, 1)),
        (Category.MINOR, dt.date(1990, 1, 1)),
        (Category.STUDENT, dt.date(2024, 1, 1)),
        (Category.ADULT, dt.date(2020, 1, 1)),
    ],
)
def test_an_age_that_cannot_be_is_refused(category, born):
    with pytest.raises(BadInput) as caught:
        check_person(PACK, frozenset({category}), born)
    assert caught.value.code == "category_not_of_age"
    assert caught.value.facts["category"] == category.value


@pytest.mark.parametrize("category", sorted(AGES))
def test_the_first_and_the_last_age_are_let_through_and_the_next_is_not(category):
    first, last = AGES[category]
    for age in (first, last):
        check_person(PACK, frozenset({category}), dt.date(2026 - age, 1, 1))
    with pytest.raises(BadInput):
        check_person(PACK, frozenset({category}), dt.date(2026 - last - 1, 1, 1))


def test_a_birth_before_anybody_alive_is_refused():
    with pytest.raises(BadInput, match="born_too_long_ago"):
        check_person(PACK, frozenset(), dt.date(1058, 1, 1))


@pytest.mark.parametrize(
    "together", [{Category.MINOR, Category.ELDERLY}, {Category.NEWBORN, Category.ADULT}]
)
def test_young_and_grown_are_not_one_person(together):
    with pytest.raises(BadInput, match="categories_contradict"):
        check_person(PACK, frozenset(together), None)


def test_a_person_of_whom_only_the_help_is_known_is_let_through():
    check_person(PACK, frozenset({Category.LOW_INCOME, Category.NON_LOCAL}), dt.date(1958, 1, 1))
