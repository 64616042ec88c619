"""Provinces, cities and counties that a message names as its own place.

The names are those of GB/T 2260 as python-stdnum carries them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from stdnum import numdb

# Names that are everyday words as well: only «…市» names these cities.
_ALSO_WORDS = (
    "东方 安康 开平 大安 平安 太和 长治 和平 文昌 同心 利川 合作 同仁 无为 高明 渡口 灯塔 天长 "
    "新星 江山 安宁"
)
# What every other town calls one of its quarters: alone it names no place.
_QUARTERS = (
    "老城区 新城区 新市区 城中区 市中区 东城区 西城区 南城区 北城区 上城区 下城区 古城区 东郊区 "
    "西郊区 南郊区 北郊区 东市区 西市区 南市区 北市区 中市区 站前区 解放区"
)
_KIND_OF_PROVINCE = re.compile("(?:壮族|回族|维吾尔)?(?:自治区|特別行政區)$|[省市]$")
_AFTER = (
    r"(?:的|这边|那边|这里|今年|明年|去年|前年|现在|20\d\d|城乡|居民|农村|农民|医保|新农合|合作医疗|"
    r"[要得]?[交缴]|住院|门诊|报销|一年|多少|$|[,，。!！?？ ])"
)
_BEFORE = r"(?:我家在|我们在|俺在|我在|家在|住在|在|我是|俺是|换成|换到|^我?们?)"
_GOES_ON = tuple("场价面民容别")  # 东方市场 is no 东方市, 和平区别 no 和平区
_ONLY_STAYING = re.compile(
    "打工|务工|上班|工作|住院看|看病|就医|上学|读书|出差|旅游|带孩子|买房|转院|去省城|异地|社保在"
)
_NO_MORE = re.compile(
    "(?:不是|不对|换成|换到|改成|[我俺咱们家是在住的人省市县区嘛吧啊,，。.!！ ])*"
)
_LAST = re.compile(r"(?:市|县|区|旗)$")
LONGEST_BARE = 4  # a longer name begins with a word that is no person's
_SHORTEST = 3  # 寿县 is two characters, as many a word: it counts where people name their place


def places_in(said: str) -> tuple[str, ...]:
    """Places that a text in plain form names as the asker's own, larger before smaller.

    Nothing where somebody only works, studies or is ill there. Where the place is all that is
    said («泰安»), it counts.
    """
    if is_only_staying(said):
        return ()
    found = {*_bare(said), *(name for name in _alone() if _stands_in(name, said))}
    longest = (
        name for name in found if not any(name != other and name in other for other in found)
    )
    return tuple(sorted(longest, key=said.index))


def tells_only_places(said: str) -> bool:
    """«我在泰安»: a text in plain form that names where somebody lives, and no more."""
    rest = said
    for name in places_in(said):
        rest = rest.replace(name, "")
    return rest != said and _NO_MORE.fullmatch(rest) is not None


def is_only_staying(said: str) -> bool:
    """Whether somebody works, studies or is ill at a place: that is not where he is insured."""
    return _ONLY_STAYING.search(said) is not None


def is_place_at(said: str, start: int) -> bool:
    """Whether a place's name, with or without its «市» or «县», begins at ``start``."""
    names = _beginnings()
    return any(said[start : start + length] in names for length in range(2, LONGEST_BARE + 1))


def _stands_in(name: str, said: str) -> bool:
    at = said.find(name)
    return at >= 0 and not said.startswith(_GOES_ON, at + len(name))


def _bare(said: str) -> Iterable[str]:
    for name in (*_provinces(), *_cities(), *_short_counties()):
        at = said.find(name)
        if at < 0:
            continue
        before, after = said[:at], said[at + len(name) :]
        is_lead = not before or re.search(rf"{_BEFORE}$", before) or _ends_in_place(before)
        if is_lead and (re.match(rf"[省市]?{_AFTER}", after) or _begins_with_place(after)):
            yield name


def _ends_in_place(before: str) -> bool:
    return any(before.endswith((name, f"{name}省")) for name in _provinces())


def _begins_with_place(after: str) -> bool:
    bare = after.lstrip("省市")
    return any(bare.startswith(name) for name in (*_cities(), *_full(), *_short_counties()))


@functools.cache
def _provinces() -> tuple[str, ...]:
    """«广西», not «广西壮族自治区»."""
    names = (facts["province"] for _, _, _, facts, _ in numdb.get("cn/loc").prefixes)
    return tuple(_KIND_OF_PROVINCE.sub("", name) for name in names)


@functools.cache
def _full() -> frozenset[str]:
    return frozenset(name for name in _names() if len(name) >= _SHORTEST and _LAST.search(name))


@functools.cache
def _short_counties() -> tuple[str, ...]:
    """寿县, 滑县: counties with a name of one character."""
    return tuple(sorted({name for name in _names() if len(name) < _SHORTEST and name[-1] == "县"}))


@functools.cache
def _alone() -> frozenset[str]:
    return _full().difference(_QUARTERS.split())


@functools.cache
def _beginnings() -> frozenset[str]:
    """Names without what kind of place they are: 泰安, 张家川; not 白玉, which begins names."""
    bare = (_LAST.sub("", name) for name in _names())
    long = (name for name in bare if _SHORTEST <= len(name) <= LONGEST_BARE)
    return frozenset((*_provinces(), *_cities(), *long))


@functools.cache
def _cities() -> tuple[str, ...]:
    bare = {name[:-1] for name in _names() if name.endswith("市")}
    return tuple(sorted(name for name in bare.difference(_ALSO_WORDS.split()) if len(name) >= 2))  # noqa: PLR2004 - 泰安


def _names() -> Iterable[str]:
    """Every name of the table; «[1985-1999]郊区,[2000-]岱岳区» are two."""
    for _, _, _, facts, children in numdb.get("cn/loc").prefixes:
        yield from _of(facts)
        for _, _, _, below, _ in children:
            yield from _of(below)


def _of(facts: dict[str, str]) -> Iterable[str]:
    for told in facts.values():
        for name in re.split(r",|，", re.sub(r"\[[^\]]*\]", "", told)):
            if name and name not in {"市辖区", "郊区", "城区", "县"}:
                yield name
