"""Everything that the small rules read in one message, together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courier.domain.categories import Category
from courier.domain.understanding.ages import SpokenAge, age_in
from courier.domain.understanding.categories_spoken import categories_in, degree_is_missing
from courier.domain.understanding.households import people_in
from courier.domain.understanding.relations import Relation, relation_in
from courier.domain.understanding.spoken import plain
from courier.domain.understanding.years import SpokenYear, year_in


@dataclass(frozen=True, slots=True)
class SpokenFacts:
    """What a message says about whom; None and empty mean that it does not say."""

    about: Relation | None = None
    age: SpokenAge | None = None
    categories: frozenset[Category] = frozenset()
    disability_degree_missing: bool = False
    people: int | None = None
    year: SpokenYear | None = None


def facts_in(text: str, today: dt.date) -> SpokenFacts:
    """Read a message, masked or not, in any script and width."""
    said = plain(text)
    return SpokenFacts(
        about=relation_in(said),
        age=age_in(said),
        categories=categories_in(said),
        disability_degree_missing=degree_is_missing(said),
        people=people_in(said),
        year=year_in(said, today),
    )
