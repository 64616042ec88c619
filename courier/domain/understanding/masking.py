"""Takes what names a person out of a text before it is stored or sent anywhere.

Runs before everything else. It would rather hide too much than too little: a long row of
digits is hidden whatever it is. A figure of money, a year or an age stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from courier.domain.understanding.people_in_latin import people_in_latin
from courier.domain.understanding.people_introduced import people_introduced
from courier.domain.understanding.people_named import people_named
from courier.domain.understanding.traditional import to_simplified


class Hidden(StrEnum):
    """What stands in the place of what was hidden."""

    ID_NUMBER = "〔身份证号〕"
    PHONE = "〔手机号〕"
    BANK_CARD = "〔卡号〕"
    NUMBER = "〔号码〕"
    NAME = "〔姓名〕"
    PLACE = "〔住处〕"


_GAP = r"[\s\-－—_.·]*"  # no comma: 380,400,420 are three prices
_ROW = re.compile(rf"[0-9](?:{_GAP}[0-9]){{6,40}}(?:{_GAP}[xX](?![a-zA-Z]))?")
_SPOKEN_ROW = re.compile(
    rf"[零〇一二三四五六七八九幺0-9](?:{_GAP}[零〇一二三四五六七八九幺0-9]){{9,40}}"
)
_DATES = re.compile(r"(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}日?")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:\s*[-—－、,，]\s*(?:19|20)[0-9]{2})+")


def mask(text: str) -> str:
    """``text`` without ID numbers, phones, cards, other long numbers and names of people.

    Full-width digits and digits with blanks between them count as digits; the rest of the
    text keeps its words. Names are found by rules, so a rare one may stay. The result may be
    stored and sent to the assistant.
    """
    shown = _without_names(_shown(text))
    while (again := _without_names(shown)) != shown:
        shown = again
    return _without_numbers(shown)


def mask_numbers(text: str) -> str:
    """``text`` without long numbers; names stay, for what is sealed or says whom to look for."""
    return _without_numbers(_shown(text))


def _shown(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c for c in normal if unicodedata.category(c) != "Cf")


def _without_names(text: str) -> str:
    said = to_simplified(text)
    found = [*people_introduced(said), *people_named(said), *people_in_latin(said)]
    parts, done = [], 0
    for start, end in sorted(found):
        if start >= done:
            parts += [text[done:start], Hidden.NAME]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _without_numbers(text: str) -> str:
    return _SPOKEN_ROW.sub(Hidden.NUMBER, _ROW.sub(_hide_row, text))


def _hide_row(match: re.Match[str]) -> str:
    row = match[0]
    if _DATES.fullmatch(row) or _YEARS.fullmatch(row):
        return row
    tail = row[len(row.rstrip()) :]
    digits = re.sub(r"[^0-9xX]", "", row)
    return f"{_kind(digits)}{tail}"


def _kind(digits: str) -> Hidden:
    count = len(digits)
    if count in {15, 18} and _has_birth_date(digits):
        return Hidden.ID_NUMBER
    if re.fullmatch(r"(?:86)?1[3-9][0-9]{9}", digits):
        return Hidden.PHONE
    if 16 <= count <= 19 and digits.isdecimal():  # noqa: PLR2004 - lengths of bank cards
        return Hidden.BANK_CARD
    return Hidden.NUMBER


def _has_birth_date(digits: str) -> bool:
    month_day = digits[10:14] if len(digits) == 18 else digits[8:12]  # noqa: PLR2004
    return "01" <= month_day[:2] <= "12" and "01" <= month_day[2:] <= "31"
