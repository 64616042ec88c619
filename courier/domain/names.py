"""Names of people: Han names with rare characters, names with a middle dot, Latin spellings,
names in Uighur, Tibetan, Yi and other letters."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import lazy_pinyin

from courier.domain.errors import BadInput

SHORTEST = 2
LONGEST = 50
MIDDLE_DOT = "·"

_DOTS = re.compile(r"\s*[·•・‧⋅∙･]\s*")
_GAPS = re.compile(r"[\s\u200b\ufeff]+")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GAP_IN_HAN = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")
_TIBETAN_DOTS = "\u0f0b\u0f0c"  # between the syllables of Tibetan names
_PUNCTUATION = frozenset(" ·'’-." + _TIBETAN_DOTS)
_ZERO_CHARACTER = "〇"  # a number to Unicode, a character of names to people

# Surnames whose reading differs from the character's usual one.
_SURNAMES = {
    "万俟": "mo qi", "单于": "chan yu", "尉迟": "yu chi", "澹台": "tan tai", "长孙": "zhang sun",
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "任": "ren",
    "朴": "piao", "盖": "ge", "翟": "zhai", "乐": "yue", "员": "yun", "缪": "miao", "冼": "xian",
    "种": "chong", "繁": "po", "秘": "bi", "折": "she", "黑": "he", "召": "shao", "覃": "qin",
    "宓": "mi", "隗": "wei", "逄": "pang", "尹": "yin", "燕": "yan", "那": "na", "哈": "ha",
}  # fmt: skip


def clean_name(text: str) -> str:
    """The name in its one spelling.

    Dots of every kind become ``·``, padding inside Han names ("张　三") goes, single spaces
    inside Latin names stay. Raises BadInput ``name_missing``, ``name_length``,
    ``name_characters`` (digits, signs, a spreadsheet formula) or ``name_private_character``
    (a character that only the sender's own font can show).
    """
    name = _tidied(text)
    if not name:
        raise BadInput("name_missing")
    for character in name:
        _check_character(character)
    if not _is_letter(name[0]) or name.endswith((MIDDLE_DOT, "-")):
        raise BadInput("name_characters")
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadInput("name_length", shortest=SHORTEST, longest=LONGEST)
    return name


def is_name_rather_than_number(text: str) -> bool:
    """Whether somebody who was asked for a number has typed a name: letters and no digit."""
    return any(map(_is_letter, text)) and not any(sign.isdigit() for sign in text)


def name_masked(name: str) -> str:
    """The first character and one star; the star does not tell how long the name is."""
    return f"{name[:1]}*"


def sort_key(name: str) -> str:
    """A key that sorts names by pinyin in any database: ``ou yang xiu 欧阳修``."""
    for length in (2, 1):
        reading = _SURNAMES.get(name[:length])
        if reading:
            return _joined([reading, *lazy_pinyin(name[length:])], name)
    return _joined(lazy_pinyin(name), name)


def _joined(syllables: list[str], name: str) -> str:
    return " ".join(part.strip().lower() for part in [*syllables, name] if part.strip())


def _tidied(text: str) -> str:
    name = _GAPS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    name = _GAP_IN_HAN.sub("", name)
    return _DOTS.sub(MIDDLE_DOT, name)


def _check_character(character: str) -> None:
    if unicodedata.category(character) == "Co" or character == "\ufffd":
        raise BadInput("name_private_character")
    if not (_is_letter(character) or character in _PUNCTUATION):
        raise BadInput("name_characters")


def _is_letter(character: str) -> bool:
    # Marks belong to letters: a Uyghur or Vietnamese accent, a Han variant selector. Characters
    # of the newest Han extensions are unassigned (Cn) to an older Unicode table.
    return (
        unicodedata.category(character)[0] in "LM"
        or character == _ZERO_CHARACTER
        or re.fullmatch(f"[{_HAN}]", character) is not None
    )
