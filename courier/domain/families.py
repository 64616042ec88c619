"""Whom a conversation is about: one person, or a family whose premiums are added up.

Kept from one message to the next are relation, age and categories alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from courier.domain.categories import BASE, Category
from courier.domain.understanding.facts import SpokenFacts
from courier.domain.understanding.people_placed import SpokenPerson
from courier.domain.understanding.relations import PARTS, Relation, who_is_left

_DEGREES = frozenset({Category.DISABLED_SEVERE, Category.DISABLED_MILD})
# Of each of these sets a person bears one; what is said later takes the place of the earlier.
_ONE_OF_EACH = (BASE, _DEGREES, frozenset({Category.LOW_INCOME, Category.LOW_INCOME_EDGE}))
_MEN, _WOMEN = (
    frozenset(PARTS[group][place] for group in PARTS if len(PARTS[group]) == 2)  # noqa: PLR2004
    for place in (0, 1)
)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom it is about, as far as it was said; ``people`` alike, None for one or untold."""

    relation: Relation | None = None
    age: int | None = None
    categories: tuple[Category, ...] = ()
    people: int | None = None
    mixed: bool = False  # one of several people bears what was said, and nobody knows which
    degree_open: bool = False  # disabled, and the degree that the help hangs on is not told

    def heard(self, facts: SpokenFacts) -> Who:
        """Add what a message says; somebody else than before begins anew."""
        said = _said(facts)
        if said.mixed or (said.relation is not None and said.relation is not self.relation):
            return said.likewise(self) if facts.likewise and not said.categories else said
        return Who(
            self.relation,
            said.age if said.age is not None else self.age,
            _joined(self, said.categories, facts),
            said.people or self.people,
            self.mixed and said.people is None and not said.categories,
            _degree_open(self.degree_open, said, facts),
        )

    def likewise(self, other: Who) -> Who:
        """The same person, of whom what was told of another is true as well."""
        return replace(self, categories=other.categories, degree_open=other.degree_open)

    @property
    def count(self) -> int:
        """How many people it is."""
        return self.people or 1

    @property
    def is_nobody(self) -> bool:
        """Whether nothing was said."""
        return self == NOBODY


NOBODY = Who()


@dataclass(frozen=True, slots=True)
class Family:
    """The people of whom the conversation reckons; ``together``: their sum was asked for last.

    A household with its number may be among them: who of it was not told of is the rest.
    """

    people: tuple[Who, ...] = ()
    together: bool = False

    @property
    def members(self) -> tuple[Who, ...]:
        """Everybody to be reckoned, the untold rest of a counted household last."""
        named = tuple(one for one in self.people if one.relation is not Relation.HOUSEHOLD)
        mouths = sum(one.count for one in self.people if one.relation is Relation.HOUSEHOLD)
        rest = mouths - sum(one.count for one in named)
        return (*named, Who(Relation.HOUSEHOLD, people=rest)) if rest > 0 else named

    def known(self, relation: Relation | None) -> Who | None:
        """What was told of the one person of this relation."""
        found = [one for one in self.people if one.relation is relation is not None]
        return found[0] if len(found) == 1 else None

    def _meant(self, facts: SpokenFacts) -> Who | None:
        """The member that a message without a name speaks of: 她, or whose help is denied."""
        if facts.denied:
            bearers = [
                one for one in self.people if one.degree_open or facts.denied & {*one.categories}
            ]
            return bearers[0] if len(bearers) == 1 else None
        if facts.categories & _DEGREES:
            asked = [one for one in self.people if one.degree_open]
            return asked[0] if len(asked) == 1 else None
        alike = {True: _WOMEN, False: _MEN, None: frozenset[Relation]()}[facts.she]
        found = [one for one in self.people if one.relation in alike]
        return found[0] if len(found) == 1 else None

    def about(self, who: Who, facts: SpokenFacts) -> Who:
        """Whom a message speaks of, as far as she was known; ``who`` was spoken of before."""
        known = self._meant(facts) if facts.about is None else self.known(facts.about)
        if known is None or not facts.likewise or facts.categories:
            return known or who
        return known.likewise(who)

    def heard(self, before: Who, who: Who, facts: SpokenFacts) -> Family:
        """The family after a message on money about ``who``, who was ``before`` until then."""
        if facts.family:
            people = _listed(self, facts.members)
            return Family((*self._others(people), *people) if facts.adds else people, together=True)
        if facts.alike and who.relation is Relation.HOUSEHOLD and (who.people or 0) > 1:
            return NO_FAMILY  # «全家都是低保，四个人»: nobody of it is a case of her own
        goes_on = not facts.instead and not (facts.about and facts.asks)
        together = facts.asks_sum or (self.together and goes_on)
        people = self.people
        is_known = before in people
        is_no_member = who.relation is None and not is_known
        if is_no_member or (who.relation is Relation.HOUSEHOLD and not who.people):
            return replace(self, together=together)
        if is_known and before.relation is who.relation:
            people = tuple(who if one == before else one for one in people)
        else:
            people = (*_without(people, who.relation), who)
        return Family(people, together=together and sum(one.count for one in people) > 1)

    @property
    def last(self) -> Who:
        """Of whom the next message probably speaks: whose degree was asked for, or the last.

        «我爸妈都是低保，两个人…»: a count that only sums up those before is nobody else.
        """
        people = self.members or self.people
        is_summed_up = all(one.relation is not Relation.HOUSEHOLD for one in people)
        asked = next((one for one in self.people if one.degree_open), None)
        return asked or (people if is_summed_up else self.people)[-1]

    def _others(self, people: Sequence[Who]) -> tuple[Who, ...]:
        named = {one.relation for one in people}
        return tuple(one for one in self.people if one.relation not in named)


NO_FAMILY = Family()


def who_of(kept: Mapping[str, Any]) -> Who:
    """A person out of kept facts."""
    return Who(
        relation=Relation(kept["relation"]) if kept.get("relation") else None,
        age=kept.get("age"),
        categories=tuple(Category(code) for code in kept.get("categories", ())),
        people=kept.get("people"),
        mixed=bool(kept.get("mixed")),
        degree_open=bool(kept.get("degree_open")),
    )


def family_of(kept: Mapping[str, Any]) -> Family:
    """A family out of kept facts; older ones hold none."""
    people = tuple(who_of(one) for one in kept.get("people", ()))
    return Family(people, together=bool(kept.get("together")))


def _said(facts: SpokenFacts) -> Who:
    """Whom the message alone is about."""
    age = facts.age.years if facts.age and not facts.age.about else None
    alone = facts.members[0] if len(facts.members) == 1 else None
    people = alone.count if alone and alone.count > 1 else facts.people
    is_group = alone is not None and alone.relation is not Relation.HOUSEHOLD
    tells = bool(facts.categories or age is not None or facts.disability_degree_missing)
    if (people or 0) > 1 and tells and not facts.alike and not is_group:
        return Who(Relation.HOUSEHOLD, None, (), people, mixed=True)
    categories = tuple(sorted(facts.categories))
    return Who(facts.about, age, categories, people, degree_open=facts.disability_degree_missing)


def _joined(who: Who, said: Sequence[Category], facts: SpokenFacts) -> tuple[Category, ...]:
    """What was borne and what is said now; «那五保户呢» asks for something else instead."""
    if not said and not facts.denied:
        return who.categories
    kept = set() if (facts.instead or facts.corrects) and said else {*who.categories} - facts.denied
    for group in _ONE_OF_EACH:
        kept -= group if group & {*said} else frozenset()
    if who.relation is None and said:
        kept = set()
    return tuple(sorted(kept | {*said}))


def _degree_open(before: bool, said: Who, facts: SpokenFacts) -> bool:  # noqa: FBT001 - a value
    is_settled = bool({*said.categories, *facts.denied} & _DEGREES)
    return said.degree_open or (before and not is_settled)


def _listed(family: Family, members: Sequence[SpokenPerson]) -> tuple[Who, ...]:
    """The members of a message, each with what was told of her before."""
    people: list[Who] = []
    for one in members:
        said = Who(
            one.relation,
            one.age.years if one.age and not one.age.about else None,
            tuple(sorted(one.categories)),
            one.count if one.count > 1 else None,
            degree_open=one.degree_missing,
        )
        known = family.known(one.relation) if not one.bears_facts else None
        people.append(known if known is not None and known.count == one.count else said)
    return tuple(people)


def _without(people: Sequence[Who], relation: Relation | None) -> tuple[Who, ...]:
    """The others; a group is one less once one of it is spoken of by herself."""
    apart: list[Who] = []
    for one in people:
        parts = PARTS.get(one.relation, ()) if one.relation else ()
        if one.relation and relation in parts and one.count > 1:
            left = who_is_left(one.relation, [relation])
            people_left = one.count - 1
            apart.append(
                replace(one, relation=left, people=people_left if people_left > 1 else None)
            )
        elif relation is None or one.relation is not relation:
            apart.append(one)
    return tuple(apart)
