"""What an insuree may be counted as. The codes are the vocabulary's."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from courier.domain.errors import BadInput


class Category(StrEnum):
    """A code of the vocabulary; an insuree may bear several."""

    MINOR = "minor"
    STUDENT = "student"
    UNIVERSITY_STUDENT = "university_student"
    ADULT = "adult"
    ELDERLY = "elderly"
    NEWBORN = "newborn"
    DESTITUTE = "destitute"
    ORPHAN = "orphan"
    LOW_INCOME = "low_income"
    LOW_INCOME_EDGE = "low_income_edge"
    POVERTY_REGISTERED = "poverty_registered"
    POVERTY_RETURNED = "poverty_returned"
    POVERTY_MONITORED = "poverty_monitored"
    POVERTY_EXITED = "poverty_exited"
    DISABLED_SEVERE = "disabled_severe"
    DISABLED_MILD = "disabled_mild"
    SEVERE_MENTAL = "severe_mental"
    VETERAN_CARE = "veteran_care"
    FAMILY_PLANNING_SPECIAL = "family_planning_special"
    ONLY_CHILD_FAMILY = "only_child_family"
    NON_LOCAL = "non_local"

    @property
    def is_base(self) -> bool:
        """Whether it says which price list a person stands on."""
        return self in BASE

    @property
    def is_aid(self) -> bool:
        """Whether somebody may pay for a person because of it."""
        return self in AID


BASE = frozenset(
    {
        Category.MINOR,
        Category.STUDENT,
        Category.UNIVERSITY_STUDENT,
        Category.ADULT,
        Category.ELDERLY,
        Category.NEWBORN,
    }
)
AID = frozenset(Category) - BASE - {Category.NON_LOCAL}


def read_categories(codes: Iterable[str]) -> frozenset[Category]:
    """The categories of these codes.

    Raises BadInput ``category_unknown`` (code, known) for one outside the vocabulary.
    """
    return frozenset(read_category(code) for code in codes)


def read_category(code: str) -> Category:
    """The category of a code. Raises BadInput ``category_unknown``."""
    try:
        return Category(code)
    except ValueError as error:
        known = ", ".join(Category)
        raise BadInput("category_unknown", given=code, known=known) from error
