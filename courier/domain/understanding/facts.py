"""Everything that the small rules read in one message, together."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from courier.domain.categories import Category
from courier.domain.understanding.ages import SpokenAge, age_in
from courier.domain.understanding.categories_spoken import categories_in, degree_is_missing
from courier.domain.understanding.english import (
    english_age,
    english_categories,
    english_degree_missing,
    english_relation,
    is_english,
)
from courier.domain.understanding.households import people_in
from courier.domain.understanding.relations import Relation, relation_in
from courier.domain.understanding.scripts import Script, script_of
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
    alike: bool = False  # «两个人都是低保»


def facts_in(text: str, today: dt.date) -> SpokenFacts:
    """Read a message, masked or not, in any script and width."""
    said = plain(text)
    if is_english(said) and script_of(said) is Script.LATIN:
        return SpokenFacts(
            about=english_relation(said),
            age=english_age(said),
            categories=english_categories(said),
            disability_degree_missing=english_degree_missing(said),
            year=year_in(said, today),
        )
    return SpokenFacts(
        about=relation_in(said),
        age=age_in(said),
        categories=categories_in(said),
        disability_degree_missing=degree_is_missing(said),
        people=people_in(said),
        year=year_in(said, today),
        alike=re.search("都[是吃有]|全是", said) is not None,
    )
