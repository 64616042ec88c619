"""Whom a villager speaks of: 我妈, 俺娘 and 母亲 are one person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from courier.domain.understanding.numbers import NUMBER


class Relation(StrEnum):
    """Who it is about, seen from the one who asks."""

    SELF = "self"
    MOTHER = "mother"
    FATHER = "father"
    PARENTS = "parents"
    SPOUSE = "spouse"
    CHILD = "child"
    SON = "son"
    DAUGHTER = "daughter"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    GRANDFATHER = "grandfather"
    GRANDMOTHER = "grandmother"
    PARENT_IN_LAW = "parent_in_law"
    FATHER_IN_LAW = "father_in_law"
    MOTHER_IN_LAW = "mother_in_law"
    SIBLING = "sibling"
    ELDER_BROTHER = "elder_brother"
    YOUNGER_BROTHER = "younger_brother"
    ELDER_SISTER = "elder_sister"
    YOUNGER_SISTER = "younger_sister"
    NEIGHBOUR = "neighbour"
    HOUSEHOLD = "household"


# Who of a group may be named alone; of the first three there are two.
PARTS: Mapping[Relation, tuple[Relation, ...]] = {
    Relation.PARENTS: (Relation.FATHER, Relation.MOTHER),
    Relation.GRANDPARENT: (Relation.GRANDFATHER, Relation.GRANDMOTHER),
    Relation.PARENT_IN_LAW: (Relation.FATHER_IN_LAW, Relation.MOTHER_IN_LAW),
    Relation.CHILD: (Relation.SON, Relation.DAUGHTER),
    Relation.SIBLING: (
        Relation.ELDER_BROTHER,
        Relation.YOUNGER_BROTHER,
        Relation.ELDER_SISTER,
        Relation.YOUNGER_SISTER,
    ),
}
_WORDS = {
    Relation.SPOUSE: (
        "老婆|(?<!儿)媳妇|爱人|妻子|老公|丈夫|当家的|老伴|屋里的(?!老人)|堂客|婆姨|婆娘|俺家那口子|我家那口子|[我俺咱]对象|"
        "(?:孩子|孩儿|娃儿?)[他她](?:爸|妈|爹|娘)"
    ),
    Relation.HOUSEHOLD: (
        "全家|一家人|一家子|家里人|家人|我们家|我家|俺家|咱家|屋里人|"
        "一家[0-9一二三四五六七八九十]+口(?!子)|[0-9一二两三四五六七八九十]+口人"
    ),
    Relation.PARENT_IN_LAW: "岳父岳母|岳父母|公公婆婆|公婆|丈人丈母娘",
    Relation.MOTHER_IN_LAW: "岳母|丈母娘|婆婆",
    Relation.FATHER_IN_LAW: "岳父|老丈人|丈人|公公",
    Relation.GRANDPARENT: "爷爷奶奶|外公外婆|姥姥姥爷|姥爷姥姥|爷奶|(?:屋头|屋里|家里)(?:的)?老人",
    Relation.GRANDMOTHER: "奶奶|外婆|姥姥|家婆|阿婆|阿嬷|太奶奶?|[我俺咱]奶",
    Relation.GRANDFATHER: "爷爷|外公|姥爷|家公|阿公|太爷爷?|外爷|嗲嗲|[我俺咱]爷(?!俩)",
    Relation.PARENTS: (
        "爸妈|爹娘|父母|爹妈|双亲|二老|俩老|两个老人|两个老的|老人家们|我爸我妈|我爸和我妈|我爸跟我妈|"
        "妈爸|老爸老妈"
    ),
    Relation.MOTHER: (
        "妈妈|老妈|母亲|我妈|俺妈|咱妈|我娘|俺娘|咱娘|老娘|阿妈|姆妈|妈咪|老母|(?<![姨姑舅大干婶])妈"
    ),
    Relation.FATHER: "爸爸|老爸|父亲|我爸|俺爸|我爹|俺爹|老爹|爹|阿爸|老豆|老头子|老爷子|老汉|爸",
    Relation.GRANDCHILD: "孙子|孙女|外孙|外孙女|孙娃|孙伢|孙儿",
    Relation.SON: "儿子|崽|幺儿",
    Relation.DAUGHTER: "女儿|闺女|姑娘|囡|妮子|妮儿",
    Relation.CHILD: "孩子|小孩|娃娃|娃儿|娃|宝宝|小朋友|伢|细路|新生儿|婴儿",
    Relation.ELDER_BROTHER: "哥哥|大哥|二哥|[我俺]哥",
    Relation.YOUNGER_BROTHER: "弟弟|老弟|[我俺]弟",
    Relation.ELDER_SISTER: "姐姐|大姐|二姐|[我俺]姐",
    Relation.YOUNGER_SISTER: "妹妹|老妹|[我俺]妹子?",
    Relation.SIBLING: "兄弟|姊妹",
    Relation.NEIGHBOUR: "邻居|隔壁|乡亲|同村|村里老人|村民|朋友|同事|亲戚",
    Relation.SELF: "我自己|俺自己|自己|本人|我|俺|咱",
}
_PATTERNS = {who: re.compile(words) for who, words in _WORDS.items()}


_DENIED = re.compile("(?:不是|并非)$")  # «是我妈，不是我爸»
_OWNS = re.compile(rf"[的里有]{{0,2}}(?:{NUMBER}个?)?")  # «我家娃», «我家有两个娃»


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text, and where."""

    relation: Relation
    start: int
    end: int


def relation_in(text: str) -> Relation | None:
    """The person that a text in plain form is about, None when it names nobody.

    Somebody named beside the speaker is meant («我想给俺娘交» is about the mother), and
    who is named first counts, the longer word before the shorter («爸妈» is both parents).
    """
    named = mentions_in(text)
    others = [one for one in named if one.relation is not Relation.SELF]
    return next((one.relation for one in (*others, *named)), None)


def who_is_left(group: Relation, named: Sequence[Relation]) -> Relation:
    """Who of a group remains when others of it are named: the mother of both parents."""
    others = [one for one in PARTS.get(group, ()) if one not in named]
    return others[0] if len(others) == 1 and group is not Relation.CHILD else group


def mentions_in(text: str) -> list[Mention]:
    """Everybody whom a text in plain form names, each time, in its order; no two overlap."""
    found: list[Mention] = []
    for who, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            start, end = match.span()
            is_free = not any(one.start < end and start < one.end for one in found)
            if is_free and not _DENIED.search(text[:start]):
                found.append(Mention(who, start, end))
    found.sort(key=lambda one: one.start)
    pairs = zip_longest(found, found[1:])
    return [one for one, after in pairs if not _only_owns(one, after, text)]


def _only_owns(one: Mention, after: Mention | None, text: str) -> bool:
    """Whether a household only tells whose relative comes next."""
    if one.relation is not Relation.HOUSEHOLD or after is None:
        return False
    is_person = after.relation not in {Relation.HOUSEHOLD, Relation.SELF}
    return is_person and _OWNS.fullmatch(text[one.end : after.start]) is not None
