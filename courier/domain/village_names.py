"""Whether somebody's words name a village: by its full name, or without the last word of it.

«柳树» and «我家在东河镇柳树» name 柳树村; «柳树沟» and «大柳树村» are other places.
"""

from __future__ import annotations

import re

_LAST_WORD = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|行政村|自然村|社区|村|屯|寨)$")
SHORTEST_BARE = 2  # 张村 is not called 张
_LAST_OF_TOWNSHIP = re.compile(r"(?:街道办事处|街道|镇|乡)$")
_HAN = re.compile(r"[\u3400-\u9fff]")
# What may stand right before a name, and right after one without its last word.
_BEFORE = re.compile(
    r"(?:[县市区镇乡省]|街道|[在是到去住回来从把给往的于和跟及与、叫搬换改找成或非我俺咱们家里就要说])$"
)
_AFTER = re.compile(
    r"^(?:[的里人这那在和跟、是吧啊呀呢吗嘛住有要今明去年交多医社报几怎咋啥什能可离到哈哦嗯了来上下]|"
    r"村|社区|屯|寨|行政村|一?[0-9一二三四五六七八九十]+[组队社])"
)


def bare_village(name: str) -> str:
    """A village's name without its last word."""
    return _LAST_WORD.sub("", name)


def bare_township(name: str) -> str:
    """A township's name without its last word."""
    return _LAST_OF_TOWNSHIP.sub("", name)


def is_named(said: str, name: str, above: tuple[str, ...] = ()) -> bool:
    """Whether ``said`` names the village ``name``; ``above`` are its township and county."""
    bare = bare_village(name)
    wholes = {name, *(f"{bare}{last}" for last in ("村", "社区", "村委会", "居委会"))}
    if any(_stands_alone(said, whole, above, is_bare=False) for whole in wholes):
        return True
    return len(bare) >= SHORTEST_BARE and _stands_alone(said, bare, above, is_bare=True)


def _stands_alone(said: str, name: str, above: tuple[str, ...], *, is_bare: bool) -> bool:
    for match in re.finditer(re.escape(name), said):
        before, after = said[: match.start()], said[match.end() :]
        if _may_precede(before, above) and (not is_bare or _may_follow(after)):
            return True
    return False


def _may_precede(before: str, above: tuple[str, ...]) -> bool:
    if not before or not _HAN.match(before[-1]) or _BEFORE.search(before):
        return True
    bare = (bare_township(place).removesuffix("县") for place in above)
    return any(before.endswith(place) for place in (*above, *bare) if place)


def _may_follow(after: str) -> bool:
    return not after or not _HAN.match(after[0]) or bool(_AFTER.match(after))
