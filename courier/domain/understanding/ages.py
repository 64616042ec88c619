"""How old somebody is, as people say it: 68了, 六十八岁, 今年七十, 七十多岁, 8个月."""

from __future__ import annotations

import re
from dataclasses import dataclass

from courier.domain.understanding.numbers import NUMBER, SPOKEN, number_of

OLDEST = 120
_IN_YEARS = re.compile(rf"({NUMBER})([几多来])?个?(?:周岁|虚岁|岁)(以上|以下)?")
_BARE = re.compile(
    rf"(?<![快到近满0-9{SPOKEN}])({NUMBER})(多)?了(?!个|次|块|元|钱|年|天|口|份|点|人)"
)
_THIS_YEAR = re.compile(rf"(?:今年|年纪|年龄是?|都)({NUMBER})(?=$|[,，。;；!！?？ 、]|低保|的人)")
_OR_SOME_MORE = re.compile(
    r"((?:[2-9]0|[二三四五六七八九]十|100|一百))(?:岁)?(?:出头|挂零|好几|有余|开外)"
)
_BEFORE_LIST = re.compile(rf"[(（,，]\s*({NUMBER})\s*[,，)）]")
_MONTHS = re.compile(rf"(?<![怀孕有])(?:{NUMBER}|半)个多?月(?:大|了)|刚满月|刚出生|新生儿")
_ASKED_NEXT = re.compile(
    rf"^(?:那|那么|换成?|要是)?({NUMBER})的?(?:呢|咧|嘞)[?？。]*$"
)  # 八十一的呢
_AFTER_PERSON = re.compile(
    rf"(?:[爸妈爹娘爷奶公婆他她哥姐弟妹我俺]|老伴|媳妇|孩子|儿子|女儿|闺女|娃|[大小老]的|老[大二三]|一个)"
    rf"(?:今年|现在|已经|都|才)?({NUMBER})"
    r"(?=$|[,，。;；!！?？ 、和跟吃是还也都]|低保|五保|特困|残疾|重[度残]|[一二三四]级|要[交缴])"
)  # 我爸82低保, 她82
_ALMOST = re.compile(
    r"(?:快到?|将近|接近|不到|不是|未满|不满|没满|年近|满|[-−~到至])$"
)  # 快七十岁 is not seventy yet, 3-5岁 is nobody's age
_YOUNGEST_BARE = 10  # 3了 alone is rather a count; 三岁 says so


@dataclass(frozen=True, slots=True)
class SpokenAge:
    """An age in whole years; ``about`` for 七十多岁, which is seventy or some more."""

    years: int
    about: bool = False


def age_in(text: str) -> SpokenAge | None:
    """The first age in a text in plain form, None when there is none or it is impossible.

    «60岁以上» asks about a rule and is no age of anybody.
    """
    if match := _OR_SOME_MORE.search(text):
        return _possible(match[1], about=True)
    for match in _IN_YEARS.finditer(text):
        if match[3] is None and not _ALMOST.search(text[: match.start()]):
            return _possible(match[1], about=match[2] is not None)
    if _MONTHS.search(text):
        return SpokenAge(0)
    for pattern in (_BARE, _THIS_YEAR, _AFTER_PERSON, _BEFORE_LIST, _ASKED_NEXT):
        for bare in pattern.finditer(text):
            age = _possible(bare[1], about=pattern is _BARE and bare[2] is not None)
            if age is not None and age.years >= _YOUNGEST_BARE:
                return age
    return None


def _possible(said: str, *, about: bool) -> SpokenAge | None:
    years = number_of(said)
    if years is None or years > OLDEST:
        return None
    return SpokenAge(years, about=about)
