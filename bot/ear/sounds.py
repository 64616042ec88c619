"""How a text sounds: its syllables without tones, however it was typed.

So a wrong character that sounds right («缴废»), and a message in letters («yibao zenme
jiao»), are heard as what was meant.
"""

from __future__ import annotations

import functools
import re

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

_PARTS = re.compile(r"[a-z]+|[0-9]+|[\u3400-\u9fff]")
_LONGEST_SYLLABLE = 6
_BASIC_BLOCK = range(0x4E00, 0x9FA6)
# Sounds that many dialects and many typing fingers do not keep apart.
_BLURRED_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("hu", "fu"))


def syllables(text: str) -> list[str]:
    """The syllables of a text in plain form, blurred; letters that are no pinyin stay a word."""
    heard: list[str] = []
    for part in _PARTS.findall(text):
        if not part.isascii():
            heard.append(_syllable(part))
        elif part.isalpha():
            heard.extend(_split(part) or [part])
        else:
            heard.append(part)
    return [_blurred(one) for one in heard]


def spelled(text: str) -> str:
    """A text as somebody would type it who has only letters; "" when it has no characters."""
    return " ".join(lazy_pinyin("".join(re.findall(r"[\u4e00-\u9fff]", text))))


def is_pinyin(text: str) -> bool:
    """Whether a text is written in letters, and every word of it is made of syllables."""
    words = re.findall(r"[a-z]+", text)
    return bool(words) and text.isascii() and all(_split(word) for word in words)


@functools.cache
def _syllable(character: str) -> str:
    return lazy_pinyin(character)[0]


def _blurred(syllable: str) -> str:
    for start, instead in _BLURRED_STARTS:
        if syllable.startswith(start):
            syllable = instead + syllable[len(start) :]
            break
    return syllable[:-1] if syllable.endswith("ng") else syllable


@functools.cache
def _known() -> frozenset[str]:
    """Every syllable of the language, without tone."""
    told = (PINYIN_DICT.get(code, "").split(",") for code in _BASIC_BLOCK)
    plain = {convert(one, Style.NORMAL, strict=False) for spoken in told for one in spoken if one}
    return frozenset(one.replace("ü", "v") for one in plain if one.replace("ü", "v").isascii())


def _split(word: str) -> list[str]:
    """The fewest long syllables that make up a word in letters; none if they do not."""
    ways: dict[int, list[str]] = {len(word): []}
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(start + _LONGEST_SYLLABLE, len(word)), start, -1):
            if end in ways and word[start:end] in _known():
                ways[start] = [word[start:end], *ways[end]]
                break
    return ways.get(0, [])
