"""In which script somebody writes, so that the reply can be one that he can use."""

from __future__ import annotations

import unicodedata
from collections import Counter
from enum import StrEnum


class Script(StrEnum):
    """Scripts that people in China or their visitors write; OTHER is any that is not listed."""

    HAN = "han"
    LATIN = "latin"
    JAPANESE = "japanese"
    KOREAN = "korean"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"  # Uighur, Kazakh
    TIBETAN = "tibetan"
    MONGOLIAN = "mongolian"
    YI = "yi"
    THAI = "thai"  # and Dai, Lao
    DEVANAGARI = "devanagari"
    OTHER = "other"
    NONE = "none"  # digits, marks, emoji: no letters at all


UNDERSTOOD = frozenset({Script.HAN, Script.LATIN, Script.NONE})
"""Scripts that the assistant can try to understand; the others get a calm word and a number."""

_BY_NAME = (
    ("CJK", Script.HAN),
    ("LATIN", Script.LATIN),
    ("HIRAGANA", Script.JAPANESE),
    ("KATAKANA", Script.JAPANESE),
    ("HANGUL", Script.KOREAN),
    ("CYRILLIC", Script.CYRILLIC),
    ("ARABIC", Script.ARABIC),
    ("TIBETAN", Script.TIBETAN),
    ("MONGOLIAN", Script.MONGOLIAN),
    ("YI", Script.YI),
    ("THAI", Script.THAI),
    ("LAO", Script.THAI),
    ("TAI", Script.THAI),
    ("NEW TAI", Script.THAI),
    ("DEVANAGARI", Script.DEVANAGARI),
)
_LONGEST_LOOKED_AT = 500
_KANA_IN_JAPANESE = 3  # one の stands on many a Chinese shop sign


def script_of(text: str) -> Script:
    """The script that most letters of a text have; some Han beside others counts as Han.

    A mixed message («医保app怎么登录») is Han as long as three in ten of its letters are:
    a Latin name is spelled with more letters than a Chinese one. Japanese is told by kana.
    """
    letters = unicodedata.normalize("NFKC", text[:_LONGEST_LOOKED_AT])
    counts = Counter(_script(letter) for letter in letters if letter.isalpha())
    if not counts:
        return Script.NONE
    if counts[Script.JAPANESE] >= _KANA_IN_JAPANESE:
        return Script.JAPANESE
    if counts[Script.HAN] * 10 >= counts.total() * 3:
        return Script.HAN
    return counts.most_common(1)[0][0]


def _script(letter: str) -> Script:
    name = unicodedata.name(letter, "")
    return next((script for lead, script in _BY_NAME if name.startswith(f"{lead} ")), Script.OTHER)
