"""«快递员100001 号码 482913»: whom somebody asks about, and the six digits of her phone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from courier.domain import short_codes
from courier.domain.errors import BadInput
from courier.domain.one_time_codes import six_digits

LONGEST_TEXT = 300
_GAP = r"[\s\-－—_.·]?"
_CARD = re.compile(rf"(?<![A-Za-z0-9])[Cc](?:{_GAP}[0-9A-Za-z]){{{short_codes.PLAIN_LENGTH - 1}}}")
_SIX = _GAP.join(["[0-9]"] * 6)
_DIGITS = re.compile(rf"(?<![0-9]){_SIX}(?![0-9])")
_COURIER = re.compile(
    r"(?:快[递遞][员員]|工[号號]|[编編][号號]|胸牌|\bcourier\b|\bbadge\b)(?:的|上)?"
    r"(?:工[号號]|[编編][号號]|[号號][码碼]?|number|no\.?)?(?:[\s:：是为為寫写#,，]|is)*"
    r"([0-9]{6})(?![0-9]|\s*[元块塊])",
    re.IGNORECASE,
)
_MARKS = r"[\s,，:：。.!！?？]*"
_ASKS = (
    r"(?:查一?[查下]?|核[对對]一?下?|"
    r"(?:他|她|这个?|這個?)?(?:是不是|是|可是)?真的?(?:还是|還是)?假?的?[吗嗎么]?)"
)
_NUMBER_ASKED = re.compile(
    rf"{_MARKS}(?:{_ASKS}{_MARKS}([0-9]{{6}})|([0-9]{{6}}){_MARKS}{_ASKS}){_MARKS}"
)
_BARE = re.compile(rf"\s*([0-9]{{6}})(?:(?:[\s,，、;；。.]+|号码|號碼)+({_SIX}))?[\s。.!！?？]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A card's number or a courier's, and the six digits of her phone if they were told."""

    number: str
    digits: str | None = None
    is_bare: bool = False  # nothing but a number of six digits: it may be anything


def asked_about(text: str) -> Asked | None:
    """Whom a message asks about, None if it names no card and no courier's number."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
    return _by_card(plain) or _by_courier(plain) or _by_numbers(plain)


def typed(number: str, digits: str) -> Asked:
    """The same out of two fields of a form.

    Raises BadInput ``check_number_unreadable``, ``check_digits_unreadable``.
    """
    asked = asked_about(number)
    if asked is None or asked.digits:
        raise BadInput("check_number_unreadable")
    told = six_digits(digits[:LONGEST_TEXT])
    if told is None and digits.strip():
        raise BadInput("check_digits_unreadable")
    return Asked(asked.number, told)


def _by_card(plain: str) -> Asked | None:
    for found in _CARD.finditer(plain):
        try:
            _, number = short_codes.read_card_number(found[0])
        except BadInput:
            continue
        return Asked(number, _digits_in(plain[: found.start()] + " " + plain[found.end() :]))
    return None


def _by_courier(plain: str) -> Asked | None:
    found = _COURIER.search(plain)
    if found is None:
        return None
    told = _digits_in(plain[found.end() :]) or _digits_in(plain[: found.start()])
    return Asked(found[1], told)


def _by_numbers(plain: str) -> Asked | None:
    asked = _NUMBER_ASKED.fullmatch(plain)
    if asked is not None:
        return Asked(asked[1] or asked[2])
    found = _BARE.fullmatch(plain)
    if found is None:
        return None
    return Asked(found[1], _bare(found[2]) if found[2] else None, is_bare=found[2] is None)


def _digits_in(plain: str) -> str | None:
    found = _DIGITS.search(plain)
    return _bare(found[0]) if found else None


def _bare(digits: str) -> str:
    return re.sub(r"[^0-9]", "", digits)
