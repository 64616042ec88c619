"""Which ages and which other categories a base category cannot go with.

Bounds are wide on purpose: they catch a slip of the hand (a newborn of 1958), not a border case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from courier.domain.categories import Category
from courier.domain.errors import BadInput
from courier.domain.policy import Pack

OLDEST = 130  # years; nobody on record was older
AGES: Mapping[Category, tuple[int, int]] = {
    Category.NEWBORN: (0, 2),
    Category.MINOR: (0, 20),
    Category.STUDENT: (4, 30),
    Category.UNIVERSITY_STUDENT: (13, 70),
    Category.ADULT: (14, OLDEST),
    Category.ELDERLY: (45, OLDEST),
}
YOUNG = frozenset({Category.NEWBORN, Category.MINOR, Category.STUDENT})
GROWN = frozenset({Category.ADULT, Category.ELDERLY})


def check_person(pack: Pack, categories: frozenset[Category], born: dt.date | None) -> None:
    """Refuse what cannot be said of one person.

    Raises BadInput ``categories_contradict`` (first, second), ``born_too_long_ago`` (born) or
    ``category_not_of_age`` (category, age).
    """
    _check_together(categories)
    if born is None:
        return
    age = pack.age(born)
    if age > OLDEST:
        raise BadInput("born_too_long_ago", born=born)
    for category in sorted(categories & AGES.keys()):
        first, last = AGES[category]
        if not first <= age <= last:
            raise BadInput("category_not_of_age", category=category, age=age)


def _check_together(categories: frozenset[Category]) -> None:
    young, grown = sorted(categories & YOUNG), sorted(categories & GROWN)
    if young and grown:
        raise BadInput("categories_contradict", first=young[0], second=grown[0])
