"""The members of a message put together: groups and who is of them, nobody twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from courier.domain.categories import BASE, Category
from courier.domain.understanding.people_placed import SpokenPerson
from courier.domain.understanding.relations import PARTS, Relation, who_is_left

_UNIQUE = {Relation.SELF, Relation.SPOUSE, *PARTS[Relation.PARENTS]}
_GROWN = {Category.ADULT, Category.ELDERLY}


def gathered(told: Sequence[SpokenPerson], words: Sequence[str]) -> tuple[SpokenPerson, ...]:
    """Each person once; ``words`` is what each is called. Nobody in particular is left out."""
    named = [one for one in _once_each(told, words) if one.relation or one.bears_facts]
    return tuple(_with_all_mouths(_without_doubles(_out_of_groups(named))))


def _once_each(told: Sequence[SpokenPerson], words: Sequence[str]) -> list[SpokenPerson]:
    """«我妈低保，我妈82»: who is named twice by one word is one person."""
    found: dict[tuple[Relation | None, str], SpokenPerson] = {}
    for number, (one, word) in enumerate(zip(told, words, strict=True)):
        alike = (one.relation, word if one.relation not in _UNIQUE else "")
        key = alike if one.relation else (None, str(number))
        before = found.get(key, one)
        found[key] = replace(
            before,
            age=before.age or one.age,
            categories=before.categories | one.categories,
            degree_missing=before.degree_missing or one.degree_missing,
        )
    return list(found.values())


def _out_of_groups(people: Sequence[SpokenPerson]) -> list[SpokenPerson]:
    """«俩娃，一个上大学»: somebody without a name is one of the group before, if it has one.

    «俩娃一个老人»: somebody grown is not.
    """
    found: list[SpokenPerson] = []
    group: int | None = None
    for one in people:
        is_nameless = one.relation is None and not one.categories & _GROWN
        if is_nameless and group is not None and found[group].count >= one.count:
            categories = one.categories | found[group].categories
            found.append(replace(one, relation=found[group].relation, categories=categories))
            found[group] = replace(found[group], count=found[group].count - one.count)
            continue
        is_group = one.count > 1 and one.relation is not Relation.HOUSEHOLD
        is_plain = one.age is None and one.categories <= BASE and not one.degree_missing
        unnamed = [o for o in found if o.relation is None and not o.categories & _GROWN]
        is_bare = is_group and one.relation is not None and not one.bears_facts
        if is_bare and sum(other.count for other in unnamed) == one.count:
            found = [replace(o, relation=o.relation or one.relation) for o in found]
            continue
        group = len(found) if is_group and is_plain else None
        found.append(one)
    return [one for one in found if one.count]


def _without_doubles(people: Sequence[SpokenPerson]) -> list[SpokenPerson]:
    """«爸妈，爸爸85岁»: who is told of by herself is no more one of the group."""
    found: list[SpokenPerson] = []
    for number, one in enumerate(people):
        alike = (one.relation, *PARTS.get(one.relation, ())) if one.relation else ()
        others = [other for other in people[number + 1 :] if other.relation in alike]
        rest = one.count - sum(other.count for other in others)
        if one.count == 1 or one.bears_facts or not others or one.relation is None:
            found.append(one)
        elif rest > 0:
            named = [other.relation for other in others if other.relation]
            found.append(replace(one, relation=who_is_left(one.relation, named), count=rest))
    return found


def _with_all_mouths(people: Sequence[SpokenPerson]) -> list[SpokenPerson]:
    """«一个低保，其他三个人»: the household is both together."""
    named = sum(one.count for one in people if one.relation is not Relation.HOUSEHOLD)
    return [
        replace(one, count=one.count + named, others=False) if one.others else one for one in people
    ]
