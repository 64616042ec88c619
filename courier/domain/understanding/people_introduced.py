"""Where a text says who somebody is: «我叫王小明», «我姓王叫建国», «姓名：张三», «古丽·买买提»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from courier.domain.understanding.ordinary_words import begins_word
from courier.domain.understanding.surnames import DOUBLE, SURNAMES, is_given

Span = tuple[int, int]

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]"
_DOT = "[·•・‧⋅∙･]"
_WHO = (
    "我|俺|咱|他|她|妈|娘|爸|爹|爷|奶|婆|公|孩子|儿子|女儿|闺女|娃|孙子|孙女|人|名字|本人|老婆|媳妇|老公|自称|"
    "邻居|老伴|有个|[取起改]个?名字?|姐|妹|哥|弟|快递员"
)
_CALLED = rf"(?:{_WHO})(?:的)?(?:名字)?(?:是|就)?(?:名?叫)(?:做|作)?"
_HEADED = r"(?:姓名|户主|联系人|持卡人|收款人)\s*(?:是|叫|为)?\s*[:：]?\s*"
_NAMED = r"名字\s*(?:[是叫为:：]|\s)\s*"
_TOLD = re.compile(rf"(?:{_CALLED}|{_HEADED}|{_NAMED})(?P<name>{_HAN}{{2,4}})")
_SURNAMED = re.compile(
    rf"(?<!百)姓(?P<name>{_HAN}{{1,2}})\s*[,，、]?\s*(?:(?:名字?|大名)?叫|单?名|名字是)(?P<given>{_HAN}{{1,2}})"
)
_ONLY_SURNAMED = re.compile(rf"[我俺咱他她人个]姓(?P<name>{_HAN})(?=$|[\s,，。;；!！?？的])")
_DOTTED = re.compile(rf"(?P<name>{_HAN}{{1,8}}(?:\s*{_DOT}\s*{_HAN}{{1,8}})+)")
_LAST_WORDS = re.compile(
    r"(?:今年|现在|今天|昨天|身份证|电话|手机|老人|上门|预约|登记|一[起块]|到[我俺咱家村]|靠得|参保|医保|报销|住院|看病|快递|到账|到没|来收|什么|填|错|改|写|要|想|"
    r"[怎咋啥哪谁][么样]?|[交缴没不]|能|可[以不]|该|需|在|住|是|的|有[没医社]|吗|呢|了|[0-9]).*$"
)
_OF_THIS_SUBJECT = re.compile("[医社低五]保|职工|居民|快递|缴费")
_FIRST_WORDS = re.compile(
    r"^.*(?:[我俺咱的叫是查帮给替找和跟下姓让被]|[妈爸爹娘爷奶公婆哥姐弟妹娃]|孩子|儿子|女儿|媳妇|邻居|老人|姓名|户主|快递员|听说|请问|[昨今]天|刚才)(?=.)"
)


def people_introduced(said: str) -> Iterator[Span]:
    """Where a text in simplified characters gives names, in no order."""
    yield from filter(None, map(_told, _TOLD.finditer(said)))
    yield from filter(None, map(_dotted, _DOTTED.finditer(said)))
    for match in _SURNAMED.finditer(said):
        if match["name"] in SURNAMES | DOUBLE:
            yield match.span("name")
            yield match.span("given")
    for match in _ONLY_SURNAMED.finditer(said):
        if match["name"] in SURNAMES:
            yield match.span("name")


def _told(match: re.Match[str]) -> Span | None:
    said = _LAST_WORDS.sub("", match["name"])
    is_double = said[:2] in DOUBLE
    is_whole = is_double or said[:1] in SURNAMES
    name = said[: 3 + is_double] if is_whole else said
    is_word = begins_word(name, 0) and not is_given(name[1:])
    if len(name) < 2 or is_word:  # noqa: PLR2004 - 王芳
        return None
    start = match.start("name")
    return (start, start + len(name)) if is_whole or is_given(name) else None


def _dotted(match: re.Match[str]) -> Span | None:
    """A name with a dot, without the words around it that are plainly none of it."""
    parts = re.split(_DOT, match["name"])
    before = _FIRST_WORDS.match(parts[0])
    start = match.start() + (before.end() if before else 0)
    kept = _LAST_WORDS.sub("", parts[-1]) or parts[-1]
    end = match.end() - len(parts[-1]) + len(kept)
    return None if _OF_THIS_SUBJECT.search(match.string, start, end) else (start, end)
