"""Somebody who is to be added to a household: a newborn, or who moved in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.categories import Category, read_category
from courier.domain.errors import BadInput
from courier.domain.identity import EARLIEST_BIRTH, IdNumber, age_on
from courier.domain.names import clean_name
from courier.domain.roster_layouts import Relation

MOST_PAPERS = 4
MOST_WAITING = 10  # of one household
PAPERS_KEPT = dt.timedelta(days=30)  # after the case is closed
NEWBORN_UNTIL = 2  # full years; older children moved in or were forgotten
RELATIONS = tuple(one for one in Relation if one is not Relation.HEAD)


class AddReason(StrEnum):
    """How somebody comes into a household."""

    BORN = "born"
    MOVED_IN = "moved_in"

    @property
    def errand(self) -> str:
        """The errand under which a policy pack names the papers."""
        return "newborn" if self is AddReason.BORN else "enrol"


@dataclass(frozen=True, slots=True, repr=False)
class AddedPerson:
    """Who it is. ``id_number`` is empty while there is none, ``category`` where none is claimed."""

    name: str
    id_number: str
    born: dt.date
    relation: Relation
    category: Category | None


def read_added(
    reason: AddReason, facts: dict[str, str], born: dt.date | None, today: dt.date
) -> AddedPerson:
    """The person as a form tells her: ``name``, ``id_number``, ``relation``, ``category``.

    Raises BadInput ``name_*``, ``id_number_*``, ``added_born_missing``, ``added_born_wrong``,
    ``added_not_newborn``, ``added_born_differs``, ``added_relation_missing`` or
    ``category_unknown``.
    """
    name = clean_name(facts.get("name", ""))
    number = read_number(facts.get("id_number", ""), today)
    day = born or (number.birth_date if number else None)
    _check_born(reason, day, number, today)
    relation = facts.get("relation", "")
    if relation not in set(RELATIONS):
        raise BadInput("added_relation_missing")
    category = facts.get("category", "")
    return AddedPerson(
        name=name,
        id_number=number.value if number else "",
        born=day or today,
        relation=Relation(relation),
        category=read_category(category) if category else None,
    )


def read_number(text: str, today: dt.date) -> IdNumber | None:
    """The number, None for an empty one. Raises BadInput ``id_number_*``."""
    return IdNumber.from_text(text, today=today) if text.strip() else None


def _check_born(
    reason: AddReason, born: dt.date | None, number: IdNumber | None, today: dt.date
) -> None:
    if born is None:
        raise BadInput("added_born_missing")
    if not EARLIEST_BIRTH <= born <= today:
        raise BadInput("added_born_wrong")
    if number is not None and number.birth_date != born:
        raise BadInput("added_born_differs")
    if reason is AddReason.BORN and age_on(born, today) >= NEWBORN_UNTIL:
        raise BadInput("added_not_newborn")
