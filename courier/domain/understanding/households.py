"""How many people it is for: 我家四口人, 三个人, 两个大人一个娃."""

from __future__ import annotations

import re

from courier.domain.understanding.numbers import NUMBER, number_of

MOST = 30  # more live in no household; a village list goes another way
_MOUTHS = re.compile(rf"({NUMBER})口(?:人|子)?(?!井)")
_PEOPLE = re.compile(rf"({NUMBER})个(?:家里)?人")
_TWO_OR_THREE = re.compile("(?:老)?(?:俩|仨)口?")
_GROUPS = re.compile(
    rf"({NUMBER})个?(?:大人|老人|小孩|孩子|娃娃|娃|大的|小的|学生|儿子|女儿|闺女|孙子|孙女)"
)
_ONE_OF = re.compile(r"(?:每|一)个人(?:多少|要?交|得交|几|交|缴)|多少钱一个人|一人")


def mouths_in(text: str) -> tuple[int, int, int] | None:
    """How many live in the household of a text in plain form, and where that is told."""
    for pattern in (_MOUTHS, _PEOPLE):
        for match in pattern.finditer(text):
            count = _possible(number_of(match[1]))
            if count and count > 1 and not match[0].endswith("子"):
                return count, match.start(), match.end()
    return None


def people_in(text: str) -> int | None:
    """The count of people in a text in plain form, None when it counts nobody.

    «一个人多少钱» asks for the price of one and counts nobody.
    """
    if _ONE_OF.search(text) and not _MOUTHS.search(text):
        return None
    for pattern in (_MOUTHS, _PEOPLE):
        if match := pattern.search(text):
            return _possible(number_of(match[1]))
    groups = [number_of(match[1]) or 0 for match in _GROUPS.finditer(text)]
    if groups:
        return _possible(sum(groups))
    if match := _TWO_OR_THREE.search(text):
        return 3 if "仨" in match[0] else 2
    return None


def _possible(count: int | None) -> int | None:
    return count if count is not None and 0 < count <= MOST else None
