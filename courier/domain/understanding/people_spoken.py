"""The members of a family as one message tells of them: 我爸82低保，我妈重度残疾，俩娃."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from courier.domain.categories import Category
from courier.domain.understanding.ages import SpokenAge, age_in
from courier.domain.understanding.categories_spoken import categories_in, degree_is_missing
from courier.domain.understanding.households import MOST, mouths_in
from courier.domain.understanding.numbers import NUMBER, number_of
from courier.domain.understanding.relations import (
    PARTS,
    Mention,
    Relation,
    mentions_in,
    who_is_left,
)

_COUNT_BEFORE = re.compile(rf"({NUMBER})(?:个|位|名)?$")
_COUNT_AFTER = re.compile(rf"(?:们)?(俩|仨|{NUMBER}个)(?!月|人?[多低])")
_TOLD_BEFORE = re.compile(r"[^,，。;；、!！?？ 和跟与个有]*(?:的|岁|月大|刚出生)$")
_SOMEBODY = re.compile(
    rf"(?P<count>{NUMBER})(?:个|位)(?:(?P<kind>大人|老人|老的|大学生|学生)|(?!月|人?多|人?要|人?交|小时))"
    r"|(?P<elder>老人)(?=[0-9吃是有残低五一二三四六七八九]|今年|都)|(?:大|小|老)的|老[大二三]|另[外一]个?个|(?:还|其中)有?个"
)
_KINDS = {
    "大人": Category.ADULT,
    "老人": Category.ELDERLY,
    "老的": Category.ELDERLY,
    "大学生": Category.UNIVERSITY_STUDENT,
    "学生": Category.STUDENT,
}
_SPEAKER = re.compile(
    rf"(?:^|(?<=[,，、。:： 和跟与上还有是]))(?:我|俺|咱)(?:自己|本人)?"
    rf"(?=$|[,，、。 与加还]|[一总]共|合计|加起来|普通|正常|没有|啥都|(?![和跟][你您])[今都和跟]|"
    rf"{NUMBER}(?:$|[,，。了 ]|岁(?!的))|低保|五保|残疾|重度|[一二三四]级|[是吃]低保)"
)
_COUPLE = re.compile(
    r"两口子|俩口子|老两口|老俩口|小两口|夫妻|夫妇|(?<=[我俺咱])(?:们)?(?:俩|两个)(?!娃|孩)"
)
# «我妈说», «我儿子给»: who speaks or acts is not the one who is asked about, nor who is gone.
_ACTS = re.compile(
    r"们?(?:说|问|让|叫(?=[我俺])|帮|替|给|带|想|(?:已经)?(?:去世|过世|走了|没了|不在了|死))"
)
_JOINS = re.compile(
    rf"[,，、。 和跟与加上还有及同再的个位名要外我俺咱]*(?:{NUMBER}[个位口]?)?[,，、。 ]*"
)
_ALIKE = re.compile("都[是吃有享]|全是|[俩个]都")
_ADDS = re.compile("加上|再加|连上|算上")
_SUM = re.compile(
    r"一共|总共|共计|合计|加起来|加一起|合起来|拢共|全部|全家|总的|"
    r"一起(?:交|是)?(?:多少|几)|共(?:要|得|该)?[交缴]?多少"
)
_UNIQUE = {Relation.SELF, Relation.SPOUSE, *PARTS[Relation.PARENTS]}
_PAIRS = {Relation.PARENTS, Relation.GRANDPARENT, Relation.PARENT_IN_LAW}
_ELDERS = _PAIRS | {Relation.SPOUSE}
_GROWN = {Category.ADULT, Category.ELDERLY}


@dataclass(frozen=True, slots=True)
class SpokenPerson:
    """One person of a message, or several alike; ``relation`` None is «一个低保»."""

    relation: Relation | None
    count: int = 1
    age: SpokenAge | None = None
    categories: frozenset[Category] = frozenset()
    degree_missing: bool = False
    joined: bool = False  # named in one breath with the one before

    @property
    def bears_facts(self) -> bool:
        """Whether more than the relation was told."""
        return bool(self.age or self.categories or self.degree_missing)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a person is named, and what is known from the name itself."""

    person: SpokenPerson
    start: int
    end: int


def people_spoken(text: str) -> tuple[SpokenPerson, ...]:
    """Everybody of whom a text in plain form tells, in its order, with the facts of each."""
    places = _places(text)
    before = [None, *places]
    bounds = [_begins(text, one, previous) for one, previous in zip(places, before, strict=False)]
    parts = [text[a:b] for a, b in zip_longest(bounds, bounds[1:])]
    told = [
        _with_facts(place.person, part, joined=_is_joined(text, places, number))
        for number, (place, part) in enumerate(zip(places, parts, strict=True))
    ]
    told = [_as_they_all(told, parts, number) for number in range(len(told))]
    words = [text[place.start : place.end] for place in places]
    named = [one for one in _once_each(told, words) if one.relation or one.bears_facts]
    return tuple(_without_doubles(_out_of_groups(named)))


def tells_of_family(people: Sequence[SpokenPerson], *, asks_sum: bool) -> bool:
    """Whether these are members to be reckoned one by one, and not whoever a story names."""
    members = [one for one in people if one.relation is not Relation.HOUSEHOLD]
    if len(people) < 2 or not members:  # noqa: PLR2004 - one alone is no list
        return False
    telling = sum(one.bears_facts for one in members)
    return asks_sum or telling > 1 or any(one.joined for one in members)


def asks_for_sum(text: str) -> bool:
    """«一共多少»: what several people pay together, in plain form."""
    return _SUM.search(text) is not None


def adds_people(text: str) -> bool:
    """«再加上我爸»: the people of before are meant too."""
    return _ADDS.search(text) is not None


def _places(text: str) -> list[_Place]:
    named = [
        _named(text, one)
        for one in mentions_in(text)
        if one.relation not in {Relation.SELF, Relation.HOUSEHOLD}
        and not _ACTS.match(text, one.end)
    ]
    named += _household(text)
    for pattern, made in ((_COUPLE, _couple), (_SPEAKER, _speaker), (_SOMEBODY, _somebody)):
        for match in pattern.finditer(text):
            is_free = not any(one.start < match.end() and match.start() < one.end for one in named)
            if is_free:
                named += made(match, named)
    return sorted(named, key=lambda one: one.start)


def _household(text: str) -> list[_Place]:
    found = mouths_in(text)
    if found is None:
        return []
    count, start, end = found
    return [_Place(SpokenPerson(Relation.HOUSEHOLD, count), start, end)]


def _couple(match: re.Match[str], named: Sequence[_Place]) -> list[_Place]:
    """Husband and wife; «爸妈老两口» tells nobody new."""
    known = _ELDERS if match[0].startswith("老") else {Relation.SPOUSE}
    if any(one.person.relation in known for one in named):
        return []
    pair = (Relation.SELF, Relation.SPOUSE)
    return [_Place(SpokenPerson(one, joined=True), match.start(), match.end()) for one in pair]


def _speaker(match: re.Match[str], named: Sequence[_Place]) -> list[_Place]:
    if any(one.person.relation is Relation.SELF for one in named):
        return []
    return [_Place(SpokenPerson(Relation.SELF), match.start(), match.end())]


def _somebody(match: re.Match[str], _: Sequence[_Place]) -> list[_Place]:
    count = number_of(match["count"]) if match["count"] else 1
    kind = _KINDS.get(match["kind"] or match["elder"] or "")
    if not count or count > MOST:
        return []
    person = SpokenPerson(None, count, categories=frozenset({kind} if kind else ()))
    return [_Place(person, match.start(), match.end())]


def _named(text: str, one: Mention) -> _Place:
    """A relative with the count that stands before or behind: «俩娃», «孩子两个»."""
    before, after = _COUNT_BEFORE.search(text[: one.start]), _COUNT_AFTER.match(text, one.end)
    said = before or after
    count = number_of(said[1].rstrip("个")) if said else None
    if not count or count > MOST:
        is_pair = one.relation in _PAIRS and not text[: one.end].endswith("老人")
        count, before = (2 if is_pair else 1), None
    start = before.start() if before else one.start
    return _Place(SpokenPerson(one.relation, count), start, one.end)


def _begins(text: str, place: _Place, before: _Place | None) -> int:
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


def _is_joined(text: str, places: Sequence[_Place], number: int) -> bool:
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


def _as_they_all(told: Sequence[SpokenPerson], parts: Sequence[str], number: int) -> SpokenPerson:
    """A person of whom nothing was told, with what counts for all: «我和老婆都是低保»."""
    person = told[number]
    if person.bears_facts:
        return person
    for other, part in zip(told[number + 1 :], parts[number + 1 :], strict=True):
        if other.bears_facts and other.count == 1 and _ALIKE.search(part):
            return replace(person, categories=other.categories, degree_missing=other.degree_missing)
    return person


def _out_of_groups(people: Sequence[SpokenPerson]) -> list[SpokenPerson]:
    """«俩娃，一个上大学»: somebody without a name is one of the group before, if it has one."""
    found: list[SpokenPerson] = []
    group: int | None = None
    for one in people:
        if one.relation is None and group is not None and found[group].count >= one.count:
            found.append(replace(one, relation=found[group].relation))
            found[group] = replace(found[group], count=found[group].count - one.count)
            continue
        is_group = one.count > 1 and one.relation not in {None, Relation.HOUSEHOLD}
        unnamed = [o for o in found if o.relation is None and not o.categories & _GROWN]
        if is_group and not one.bears_facts and sum(o.count for o in unnamed) == one.count:
            found = [replace(o, relation=o.relation or one.relation) for o in found]
            continue
        group = len(found) if is_group and not one.bears_facts else None
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
