"""What a conversation remembers, and the steps by which a visit is asked for.

Pure: words and a day in, decisions out. No name and no telephone number stands here in the
clear; ``VisitDraft.contact`` and ``phone`` are sealed by the caller.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from courier.domain.categories import Category
from courier.domain.topics import Topic
from courier.domain.understanding.facts import SpokenFacts
from courier.domain.understanding.relations import Relation

MOST_VISITS = 3  # of one conversation; older ones are followed by their number


class Step(StrEnum):
    """What is asked next for a visit."""

    VILLAGE = "village"
    CONTACT = "contact"
    PHONE = "phone"
    DAY = "day"
    CONFIRM = "confirm"


class Quick(StrEnum):
    """Buttons that are no sentence: what they send, and ``chat.quick_<value>`` is their title."""

    YES = "yes"
    CANCEL = "cancel"
    ANY_DAY = "any_day"
    TOMORROW = "tomorrow"
    DAY_AFTER = "day_after"
    OTHER_PLACE = "other_place"
    NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True)
class Who:
    """Whom it is about, as far as it was said."""

    relation: Relation | None = None
    age: int | None = None
    categories: tuple[Category, ...] = ()
    people: int | None = None

    def heard(self, facts: SpokenFacts) -> Who:
        """Add what a message says; somebody else than before begins anew."""
        age = facts.age.years if facts.age and not facts.age.about else None
        said = Who(facts.about, age, tuple(sorted(facts.categories)), facts.people)
        if said.relation is not None and said.relation is not self.relation:
            return said
        return Who(
            self.relation,
            said.age if said.age is not None else self.age,
            said.categories or self.categories,
            said.people or self.people,
        )

    @property
    def is_nobody(self) -> bool:
        """Whether nothing was said."""
        return self == NOBODY


NOBODY = Who()


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """A visit that is being asked for; texts are sealed, days ISO, None is still to come."""

    village_code: str | None = None
    village_name: str | None = None
    contact: str | None = None
    phone: str | None = None
    day: str | None = None
    day_told: bool = False

    @property
    def step(self) -> Step:
        """What is still missing, first things first."""
        if self.village_code is None:
            return Step.VILLAGE
        if self.contact is None:
            return Step.CONTACT
        if self.phone is None:
            return Step.PHONE
        return Step.CONFIRM if self.day_told else Step.DAY

    @property
    def wanted_on(self) -> dt.date | None:
        """The day, None for any."""
        return dt.date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class Memory:
    """What stays from one message to the next."""

    county_id: int | None = None
    village_code: str | None = None
    year: int | None = None
    who: Who = NOBODY
    topic: Topic | None = None
    waiting_topic: Topic | None = None  # asked before we knew the place
    place_declined: bool = False
    visits: tuple[str, ...] = ()
    draft: VisitDraft | None = None

    def with_visit(self, visit_no: str) -> Memory:
        """Remember a visit by its number alone; the draft is done."""
        return replace(self, visits=(*self.visits, visit_no)[-MOST_VISITS:], draft=None)

    def as_facts(self) -> dict[str, Any]:
        """For keeping as JSON."""
        return asdict(self)


def memory_of(facts: Mapping[str, Any]) -> Memory:
    """The memory of kept facts; what an older version kept and nobody knows is dropped."""
    who, draft = facts.get("who") or {}, facts.get("draft")
    return Memory(
        county_id=facts.get("county_id"),
        village_code=facts.get("village_code"),
        year=facts.get("year"),
        who=Who(
            relation=Relation(who["relation"]) if who.get("relation") else None,
            age=who.get("age"),
            categories=tuple(Category(code) for code in who.get("categories", ())),
            people=who.get("people"),
        ),
        topic=_topic(facts.get("topic")),
        waiting_topic=_topic(facts.get("waiting_topic")),
        place_declined=bool(facts.get("place_declined")),
        visits=tuple(facts.get("visits", ())),
        draft=VisitDraft(**draft) if draft else None,
    )


def _topic(name: str | None) -> Topic | None:
    return Topic(name) if name and name in set(Topic) else None
