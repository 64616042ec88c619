"""What somebody who writes English says of whom: relation, age, what helps to pay."""

from __future__ import annotations

import re
from collections.abc import Mapping

from courier.domain.categories import Category
from courier.domain.understanding.ages import OLDEST, SpokenAge
from courier.domain.understanding.relations import Relation

# Words that pinyin without tones cannot spell: «ma», «he» and «can» are pinyin too.
_ENGLISH = re.compile(
    r"\b(?:how|what|when|where|which|much|many|pay|my|is|the|this|year|old|does|insurance|courier|"
    r"hello|thanks?|mother|father|parents|want|need|visit|receipt|hospital|card|help|are|am|and|at|with|"
    r"level|disabled|school|courier)\b"
)
_RELATIONS: Mapping[Relation, str] = {
    Relation.PARENT_IN_LAW: r"(?:mother|father|parents)[- ]in[- ]law",
    Relation.GRANDPARENT: r"grand(?:mother|father|ma|pa|parents?|mum|dad)",
    Relation.GRANDCHILD: r"grand(?:son|daughter|child|children|kids?)",
    Relation.PARENTS: r"parents|(?:mother|mum|mom) and (?:my )?(?:father|dad)",
    Relation.MOTHER: r"mother|mum|mom",
    Relation.FATHER: r"father|dad",
    Relation.SPOUSE: r"wife|husband",
    Relation.CHILD: r"son|daughter|child|children|kids?|baby",
    Relation.SIBLING: r"brother|sister",
    Relation.NEIGHBOUR: r"neighbou?r",
    Relation.SELF: r"i|i'm|me|myself|my own",
}
_WHO = [(who, re.compile(rf"\b(?:{words})\b")) for who, words in _RELATIONS.items()]
_AGE = re.compile(
    r"\b(?:am|is|are|aged?|who is|i'm|,)\s*(\d{1,3})\b(?!\s*(?:yuan|rmb|days?|months?|%|km))|"
    r"\b(\d{1,3})[- ](?:years?|yrs?)[- ]old\b"
)
_LEVEL = r"(?:level|degree|grade|class)\s*"
_CATEGORIES: Mapping[Category, str] = {
    Category.LOW_INCOME: r"low[- ]income(?! edge)|dibao|minimum living|subsistence allowance",
    Category.DESTITUTE: r"destitute|tekun|wubao",
    Category.ORPHAN: r"orphan",
    Category.DISABLED_SEVERE: rf"disab\w*.{{0,20}}{_LEVEL}(?:1|2|one|two)\b|severely disabled|"
    rf"{_LEVEL}(?:1|2|one|two) disab",
    Category.DISABLED_MILD: rf"disab\w*.{{0,20}}{_LEVEL}(?:3|4|three|four)\b|"
    rf"{_LEVEL}(?:3|4|three|four) disab",
    Category.NEWBORN: r"newborn|just born",
    Category.UNIVERSITY_STUDENT: r"(?:university|college) student|at (?:university|college)",
    Category.STUDENT: r"pupil|school ?(?:child|boy|girl|kid)|at school",
}
_BORNE = [(category, re.compile(words)) for category, words in _CATEGORIES.items()]
_NOT = re.compile(r"\b(?:not|no|isn't|never)\b[^,.;]{0,12}$")
_DISABLED = re.compile(r"\bdisab(?:led|ility)\b")


def is_english(said: str) -> bool:
    """Whether a text in plain form, without Chinese, is English rather than pinyin."""
    return bool(_ENGLISH.search(said))


def english_relation(said: str) -> Relation | None:
    """Whom it is about; the speaker only where nobody else is named."""
    return next((who for who, words in _WHO if words.search(said)), None)


def english_age(said: str) -> SpokenAge | None:
    """An age in whole years, None for none or an impossible one."""
    match = _AGE.search(said)
    years = int(match[1] or match[2]) if match else OLDEST + 1
    return SpokenAge(years) if years <= OLDEST else None


def english_categories(said: str) -> frozenset[Category]:
    """What is claimed; «not on low income» claims nothing."""
    return frozenset(
        category
        for category, words in _BORNE
        if (match := words.search(said)) and not _NOT.search(said[: match.start()])
    )


def english_degree_missing(said: str) -> bool:
    """Whether somebody is said to be disabled without the level."""
    named = english_categories(said) & {Category.DISABLED_SEVERE, Category.DISABLED_MILD}
    return not named and _DISABLED.search(said) is not None
