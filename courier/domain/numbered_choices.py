"""Choices told as numbers, for channels without buttons, and what a number then means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from courier.domain.understanding.spoken import plain

MOST_CHOICES = 9
_CHOSEN = re.compile(r"\s*(?:我?(?:回复?|选择?|第)\s*)?([1-9])\s*(?:个|项)?\s*[.。．、)）!！]*\s*")
_DIGITS = str.maketrans("１２３４５６７８９一二三四五六七八九", "123456789123456789")
_MORE = {"更多", "更多内容", "更多內容", "more"}
_GO_ON = {"继续", "繼續", "下一页", "下一頁", "next"}


def chosen(text: str, choices: Sequence[str]) -> str | None:
    """What the number in ``text`` stands for; None when it is no number, or one not offered."""
    found = _CHOSEN.fullmatch(text.translate(_DIGITS))
    if found is None or int(found[1]) > len(choices):
        return None
    return choices[int(found[1]) - 1]


def meant(text: str, offered: Sequence[tuple[str, str]], *, by_number: bool) -> str:
    """What a button sends whose title was typed, or whose number was; else the text itself.

    ``offered`` are titles and what they send. «3号» is a day and no number of a button.
    """
    said = _bare(text)
    for title, send in offered:
        if said == _bare(title):
            return send
    sends = [send for _, send in offered]
    return (chosen(text, sends) if by_number else None) or text


def _bare(text: str) -> str:
    return plain(text).strip(" 。.!！,，")


def wants_more(text: str, *, is_waiting: bool) -> bool:
    """Whether the rest of a long answer is asked for; ``is_waiting`` tells that there is one."""
    said = text.strip().strip("。.!！“”\"'[]【】").lower()
    return said in _MORE or (is_waiting and said in _GO_ON)
