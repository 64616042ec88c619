"""The members of a family as one message tells of them: 我爸82低保，我妈重度残疾，俩娃."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from courier.domain.understanding.ages import age_in
from courier.domain.understanding.categories_spoken import (
    categories_in,
    degree_is_missing,
    denied_in,
)
from courier.domain.understanding.numbers import NUMBER
from courier.domain.understanding.people_gathered import gathered
from courier.domain.understanding.people_placed import Place, SpokenPerson, people_placed
from courier.domain.understanding.relations import Relation

_TOLD_BEFORE = re.compile(r"[^,，。;；、!！?？ 和跟与个有]*(?:的|岁|月大|刚出生)$")
_JOINS = re.compile(
    rf"[,，、。 和跟与加上还有及同再的个位名要外我俺咱]*(?:{NUMBER}[个位口]?)?[,，、。 ]*"
)
_ALIKE = re.compile("都[是吃有享低五特残]|全是|[俩个]都")
_LIKEWISE = re.compile("[^,，]{0,5}(?:也[是有吃]|还[是吃])(?:$|[,，。;；!！?？ 的])")
_ADDS = re.compile("加上|再加|连上|算上")
_SUM = re.compile(
    r"一共|总共|共计|合计|加起来|加一起|合起来|拢共|全部|全家|总的|"
    r"一起(?:交|是)?(?:多少|几)|共(?:要|得|该)?[交缴]?多少"
)


def people_spoken(text: str) -> tuple[SpokenPerson, ...]:
    """Everybody of whom a text in plain form tells, in its order, with the facts of each."""
    places = people_placed(text)
    before = [None, *places]
    bounds = [_begins(text, one, previous) for one, previous in zip(places, before, strict=False)]
    parts = [text[a:b] for a, b in zip_longest(bounds, bounds[1:])]
    told = [
        _with_facts(place.person, part, joined=_is_joined(text, places, number))
        for number, (place, part) in enumerate(zip(places, parts, strict=True))
    ]
    told = [_as_they_all(told, parts, number) for number in range(len(told))]
    words = [text[place.start : place.end] for place in places]
    return gathered(told, words)


def tells_of_family(people: Sequence[SpokenPerson], *, asks_sum: bool) -> bool:
    """Whether these are members to be reckoned one by one, and not whoever a story names."""
    members = [one for one in people if one.relation is not Relation.HOUSEHOLD]
    if len(people) < 2 or not members:  # noqa: PLR2004 - one alone is no list
        return False
    tells_more = any(one.bears_facts or one.joined for one in members)
    return asks_sum or tells_more or len(members) < len(people)


def asks_for_sum(text: str) -> bool:
    """«一共多少»: what several people pay together, in plain form."""
    return _SUM.search(text) is not None


def adds_people(text: str) -> bool:
    """«再加上我爸»: the people of before are meant too."""
    return _ADDS.search(text) is not None


def _begins(text: str, place: Place, before: Place | None) -> int:
    """Where a person's part begins: «82岁的爸爸» begins before the name."""
    floor = before.end if before else 0
    gap = text[floor : place.start]
    told = _TOLD_BEFORE.search(gap)
    if told is None:
        return place.start
    is_next = place.person.relation is not None and place.person.count == 1
    may_be_his = before is not None and (before.person.relation or not is_next)
    is_of_the_other = may_be_his and told.start() == 0 and (gap[0] in "是吃有" or gap[-1] != "的")
    return place.start if is_of_the_other else floor + told.start()


def _is_joined(text: str, places: Sequence[Place], number: int) -> bool:
    if number == 0:
        return places[0].person.joined
    before, place = places[number - 1], places[number]
    if before.person.relation is Relation.HOUSEHOLD:
        return False
    gap = text[before.end : max(before.end, place.start)]
    return place.person.joined or _JOINS.fullmatch(gap) is not None


def _with_facts(person: SpokenPerson, part: str, *, joined: bool) -> SpokenPerson:
    return replace(
        person,
        age=age_in(part),
        categories=person.categories | categories_in(part),
        degree_missing=degree_is_missing(part),
        joined=joined,
    )


def _as_they_all(told: Sequence[SpokenPerson], parts: Sequence[str], number: int) -> SpokenPerson:
    """A person of whom nothing was told, with what counts for all: «我和老婆都是低保».

    «我妈不是低保了，我爸还是» tells of the father too.
    """
    person = told[number]
    if person.bears_facts:
        return person
    if number and _LIKEWISE.match(parts[number]):
        spoken_of = told[number - 1].categories | denied_in(parts[number - 1])
        return replace(person, categories=spoken_of)
    for other, part in zip(told[number + 1 :], parts[number + 1 :], strict=True):
        if other.bears_facts and other.count == 1 and _ALIKE.search(part):
            return replace(person, categories=other.categories, degree_missing=other.degree_missing)
    return person
