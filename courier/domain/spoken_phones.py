"""A telephone number in somebody's words: written in groups, by voice («幺三九…»), with a name."""

from __future__ import annotations

import re
import unicodedata

from courier.domain.errors import BadInput
from courier.domain.visits import read_phone

_GAP = r"[\s\-－—–_.·]?"
_ROW = re.compile(rf"\+?[0-9](?:{_GAP}[0-9]){{6,19}}")
_NUMBERS = (
    re.compile(rf"(?<![0-9])(?:\+?(?:00)?86{_GAP})?1[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"),
    re.compile(rf"(?<![0-9])0[0-9]{{2,3}}{_GAP}[0-9](?:{_GAP}[0-9]){{6,7}}(?![0-9])"),
)
_NO_PHONE = re.compile(
    r"[没沒无無][有得]?(?:手机|手機|电话|電話|号码|號碼)|^[没沒无無][有得]?[。.]*$|"
    r"\bno (?:tele)?phone"
)
_SPOKEN_ROW = re.compile(r"[零〇一二三四五六七八九幺0-9]{7,}")
_SPOKEN = str.maketrans("零〇幺一二三四五六七八九", "001123456789")


def phone_in(text: str) -> str | None:
    """The first telephone number in a message, its digits alone."""
    said = _in_digits(text)
    for shape in _NUMBERS:
        for match in shape.finditer(said):
            try:
                return read_phone(re.sub(_GAP, "", match[0]))
            except BadInput:
                continue
    return None


def digits_in(text: str) -> int:
    """How many digits the longest row has; 0 where nothing looks like a number to call."""
    rows = (sum(map(str.isdigit, match[0])) for match in _ROW.finditer(_in_digits(text)))
    return max(rows, default=0)


def has_no_phone(text: str) -> bool:
    """«没有手机», «没电话»."""
    return bool(_NO_PHONE.search(text))


def without_phone(text: str) -> str:
    """The message without rows of digits that look like a telephone number."""
    return _ROW.sub("", _in_digits(text))


def _in_digits(text: str) -> str:
    shown = unicodedata.normalize("NFKC", text)
    return _SPOKEN_ROW.sub(lambda match: match[0].translate(_SPOKEN), shown)
