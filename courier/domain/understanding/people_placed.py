"""Where a message names the members of a family: relatives, the speaker, a household, «一个»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from courier.domain.categories import Category
from courier.domain.understanding.ages import SpokenAge
from courier.domain.understanding.households import MOST, mouths_in
from courier.domain.understanding.numbers import NUMBER, number_of
from courier.domain.understanding.relations import Mention, Relation, mentions_in

_COUNT_BEFORE = re.compile(rf"({NUMBER})(?:个|位|名)?$")
_COUNT_AFTER = re.compile(rf"(?:们)?(俩|仨|{NUMBER}个)(?!月|人?[多低])")
_SOMEBODY = re.compile(
    rf"(?P<count>{NUMBER})(?:个|位)(?:(?P<kind>大人|老人|老的|大学生|学生)|(?!月|人?多|人?要|人?交|小时))"
    r"|(?P<elder>老人)(?=[0-9吃是有残低五一二三四六七八九]|今年|都)|(?:大|小|老)的|老[大二三]|另[外一]个?个|(?:还|其中|里|家)有?个|有个"
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
    r"(?=$|[,，、。 与加还]|[一总]共|合计|加起来|普通|一般|正常|没有|啥都|"
    r"(?![和跟][你您])[今都和跟]|"
    rf"{NUMBER}(?:$|[,，。了 ]|岁(?!的))|低保|五保|残疾|重度|[一二三四]级|[是吃]低保)"
)
_COUPLE = re.compile(
    r"两口子|俩口子|老两口|老俩口|小两口|夫妻|夫妇|(?<=[我俺咱])(?:们)?(?:俩|两个)(?!娃|孩)"
)
# «我妈说», «我儿子给»: who speaks or acts is not the one who is asked about, nor who is gone.
_ACTS = re.compile(
    r"们?(?:说|问|让|叫(?=[我俺])|帮|替|给|带|想|(?:已经)?(?:去世|过世|走了|没了|不在了|死))"
)
_OTHERS = re.compile("(?:其他|其余|其它|别的|剩下|另外)的?$")
_PAIRS = {Relation.PARENTS, Relation.GRANDPARENT, Relation.PARENT_IN_LAW}
_ELDERS = _PAIRS | {Relation.SPOUSE}


@dataclass(frozen=True, slots=True)
class SpokenPerson:
    """One person of a message, or several alike; ``relation`` None is «一个低保»."""

    relation: Relation | None
    count: int = 1
    age: SpokenAge | None = None
    categories: frozenset[Category] = frozenset()
    degree_missing: bool = False
    joined: bool = False  # named in one breath with the one before
    others: bool = False  # «其他三个人»: a household beside those who are named

    @property
    def bears_facts(self) -> bool:
        """Whether more than the relation was told."""
        return bool(self.age or self.categories or self.degree_missing)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is named, and what is known from the name itself."""

    person: SpokenPerson
    start: int
    end: int


def people_placed(text: str) -> list[Place]:
    """Everybody whom a text in plain form names as a member, in its order."""
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


def _household(text: str) -> list[Place]:
    found = mouths_in(text)
    if found is None:
        return []
    count, start, end = found
    others = SpokenPerson(
        Relation.HOUSEHOLD, count, others=_OTHERS.search(text[:start]) is not None
    )
    return [Place(others, start, end)]


def _couple(match: re.Match[str], named: Sequence[Place]) -> list[Place]:
    """Husband and wife; «爸妈老两口» tells nobody new."""
    known = _ELDERS if match[0].startswith("老") else {Relation.SPOUSE}
    if any(one.person.relation in known for one in named):
        return []
    pair = (Relation.SELF, Relation.SPOUSE)
    return [Place(SpokenPerson(one, joined=True), match.start(), match.end()) for one in pair]


def _speaker(match: re.Match[str], named: Sequence[Place]) -> list[Place]:
    if any(one.person.relation is Relation.SELF for one in named):
        return []
    return [Place(SpokenPerson(Relation.SELF), match.start(), match.end())]


def _somebody(match: re.Match[str], _: Sequence[Place]) -> list[Place]:
    count = number_of(match["count"]) if match["count"] else 1
    kind = _KINDS.get(match["kind"] or match["elder"] or "")
    if not count or count > MOST:
        return []
    person = SpokenPerson(None, count, categories=frozenset({kind} if kind else ()))
    return [Place(person, match.start(), match.end())]


def _named(text: str, one: Mention) -> Place:
    """A relative with the count that stands before or behind: «俩娃», «孩子两个»."""
    before, after = _COUNT_BEFORE.search(text[: one.start]), _COUNT_AFTER.match(text, one.end)
    said = before or after
    count = number_of(said[1].rstrip("个")) if said else None
    if not count or count > MOST:
        is_pair = one.relation in _PAIRS and not text[: one.end].endswith("老人")
        count, before = (2 if is_pair else 1), None
    start = before.start() if before else one.start
    return Place(SpokenPerson(one.relation, count), start, one.end)
