"""Where a text in Latin letters names a person: «my name is Wang Wei», «Mrs Li», «Li Xiuying»."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ui|ao|ou|"
    "iu|ie|ue|ve|er|an|en|in|un|[aoeiuvü])"
)
_GIVEN = re.compile(rf"{_SYLLABLE}(?:[-'’]?{_SYLLABLE}){{0,2}}", re.IGNORECASE)
_SURNAME = (
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song "
    "zheng xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu lyu lv su jiang "
    "cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong "
    "jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan qian yin chang qiao lai "
    "gong wen ouyang"
)
_SURNAMES = frozenset(_SURNAME.split())
_WORDS = (
    "a an be can do fan he her in is it long man me men no on or pan pen she so song sun tan to "
    "wan we you yes"
)
_ENGLISH = frozenset(_WORDS.split())
_PLACE = "he bei,he nan,hu bei,hu nan,jiang su,jiang xi,shan xi,shan dong,yun nan,hai nan,tian jin"
_PLACES = frozenset(_PLACE.split(","))
_WORD = r"[A-Z][A-Za-zü'’-]+"
_INTRODUCED = re.compile(
    rf"\b(?i:name\s+is|name\s*[:：]|(?:am|is|'m)\s+called|mr|mrs|ms|miss|dr|doctor|uncle|aunt|auntie)\.?\s+"
    rf"(?P<name>{_WORD}(?:\s+{_WORD}){{0,2}})"
)
_CALLED = re.compile(
    r"\b(?i:name\s+is|name\s*[:：]|wo\s+jiao|ming\s?zi\s+(?:shi|jiao))\s+(?P<name>(?P<surname>[a-z]+)\s+(?P<given>[a-z]+))\b"
)
_PAIR = re.compile(rf"\b(?=(?P<first>{_WORD})\s+(?P<second>{_WORD})\b)")


def people_in_latin(said: str) -> Iterator[Span]:
    """Where a text names people in Latin letters, in no order."""
    for match in _INTRODUCED.finditer(said):
        yield match.span("name")
    for match in _CALLED.finditer(said):
        if _is_surname(match["surname"]) and _GIVEN.fullmatch(match["given"]):
            yield match.span("name")
    for match in _PAIR.finditer(said):
        if _is_pair(match["first"], match["second"]):
            yield match.start("first"), match.end("second")


def _is_pair(first: str, second: str) -> bool:
    """«Wang Wei» or «Xiuying Li»; both with a capital, for «he can» is none."""
    both = f"{first} {second}".lower()
    if both in _PLACES or {first.lower(), second.lower()} <= _ENGLISH:
        return False
    is_first = _is_surname(first) and second.lower() not in _ENGLISH and _GIVEN.fullmatch(second)
    return bool(is_first) or (_is_surname(second) and _is_long_given(first))


def _is_surname(word: str) -> bool:
    return word.lower() in _SURNAMES


def _is_long_given(word: str) -> bool:
    return bool(_GIVEN.fullmatch(word)) and not re.fullmatch(_SYLLABLE, word, re.IGNORECASE)
