"""Which text a QR code's bytes are. A code seldom says its encoding, and readers guess.

UTF-8 proves itself. zxing's guess between the others is good for Japanese and Latin letters, but
it never guesses the simplified Chinese of older makers (GB 2312, two bytes from A1 up a character)
and shows Latin or half-wide Japanese letters instead: `王秀英` comes out as `ÍõÐãÓ¢`.
"""

from __future__ import annotations

import re

_GB2312 = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xa9\xb0-\xf7][\xa1-\xfe])+")
_LATIN = re.compile(r"[\x00-\xff]+")
# A voiced mark after a letter that takes it: what Chinese bytes read as Japanese seldom have.
_VOICED = re.compile("[\uff73\uff76-\uff84\uff8a-\uff8e]\uff9e|[\uff8a-\uff8e]\uff9f")
_HALF_WIDE = re.compile("[\x00-\x7f\uff61-\uff9f]+")


def sure_text(data: bytes, guessed: str, *, declared: bool) -> str | None:
    """The text of these bytes; None where two readings are as likely.

    ``guessed`` is zxing's text, ``declared`` whether the code itself names its encoding.
    """
    if declared or data.isascii() or _is_utf8(data) or not _GB2312.fullmatch(data):
        return guessed
    if _LATIN.fullmatch(guessed):  # letters with accents only, and each in a pair: Chinese
        return data.decode("gb18030", "ignore")
    if _HALF_WIDE.fullmatch(guessed) and not _VOICED.search(guessed):
        return None
    return guessed


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
