"""Codes short enough for a small QR code and for reading aloud.

Crockford's base32: upper case without I, L, O and U, so that a bad print or a poor line confuses
little. What must not be forged (slips, receipts) ends in eight characters of an HMAC-SHA256 under
the county's key; what is only a number (visits, cards, cases) ends in one check character.

    slip     YB1-county-token-seal      25 characters
    receipt  YR1-county-number-seal     23 characters
    visit    V   county random check    12 characters
    card     C   county random check    12 characters
    case     T   county random check    12 characters
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from courier.domain.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SLIP, RECEIPT, VISIT, CARD, CASE = "YB1", "YR1", "V", "C", "T"
COUNTY_LENGTH, TOKEN_LENGTH, NUMBER_LENGTH, SEAL_LENGTH, RANDOM_LENGTH = 4, 10, 8, 8, 6
SLIP_LENGTH = len(SLIP) + COUNTY_LENGTH + TOKEN_LENGTH + SEAL_LENGTH
RECEIPT_LENGTH = len(RECEIPT) + COUNTY_LENGTH + NUMBER_LENGTH + SEAL_LENGTH
PLAIN_LENGTH = 1 + COUNTY_LENGTH + RANDOM_LENGTH + 1
MAX_COUNTY = 999_999
MAX_NUMBER = 32**NUMBER_LENGTH - 1
LONGEST_TEXT = 120  # more is no code of ours, and not worth reading

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_CODE = re.compile(f"[{ALPHABET}]+")
_SEPARATORS = re.compile(r"[\s\-‐-―_.·,，、]+")
_LOOKALIKES = str.maketrans("OIL", "011")
_GROUPS = {SLIP_LENGTH: (3, 4, 5, 5, 4, 4), RECEIPT_LENGTH: (3, 4, 4, 4, 4, 4)}


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt's code vouches for; a code moved to other facts is forged."""

    insuree_id: UUID
    coverage_year: int
    fen: int


def new_token() -> str:
    """A random token of a slip: fifty bits."""
    return _random(TOKEN_LENGTH)


def make_slip_code(key: bytes, county_id: int, token: str) -> str:
    """The code of a household's slip. ``token`` is ten base32 characters (``new_token``)."""
    if len(token) != TOKEN_LENGTH or not _CODE.fullmatch(token):
        raise ValueError("a token is ten characters of the alphabet")
    body = SLIP + _encode(county_id, COUNTY_LENGTH, MAX_COUNTY) + token
    return body + _seal(key, body)


def read_slip_code(key: bytes, text: str) -> tuple[int, str]:
    """County and token. Raises BadInput ``slip_code_unreadable`` or ``slip_code_forged``."""
    code = _shaped(text, SLIP, SLIP_LENGTH, "slip_code_unreadable")
    body, seal = code[:-SEAL_LENGTH], code[-SEAL_LENGTH:]
    if not hmac.compare_digest(seal, _seal(key, body)):
        raise BadInput("slip_code_forged")
    return _county(body, SLIP), body[-TOKEN_LENGTH:]


def make_receipt_code(key: bytes, county_id: int, number: int, facts: ReceiptFacts) -> str:
    """The code of receipt ``number`` (0 to 2^40 - 1) of a county, sealed with its facts."""
    body = _receipt_body(county_id, number)
    return body + _seal(key, body, facts)


def read_receipt_code(text: str) -> tuple[int, int]:
    """County and number that a code claims: to find the receipt, then ``check_receipt_code``.

    Raises BadInput ``receipt_code_unreadable``.
    """
    code = _shaped(text, RECEIPT, RECEIPT_LENGTH, "receipt_code_unreadable")
    number = _decode(code[len(RECEIPT) + COUNTY_LENGTH : -SEAL_LENGTH])
    return _county(code, RECEIPT), number


def check_receipt_code(key: bytes, text: str, facts: ReceiptFacts) -> None:
    """Make sure that the code belongs to these facts.

    Raises BadInput ``receipt_code_unreadable`` or ``receipt_code_forged``.
    """
    county_id, number = read_receipt_code(text)
    if not hmac.compare_digest(normalised(text), make_receipt_code(key, county_id, number, facts)):
        raise BadInput("receipt_code_forged")


def new_visit_number(county_id: int) -> str:
    """A fresh visit number; the database makes sure that it is the only one."""
    return _numbered(VISIT, county_id)


def new_card_number(county_id: int) -> str:
    """A fresh card number; the database makes sure that it is the only one."""
    return _numbered(CARD, county_id)


def new_case_number(county_id: int) -> str:
    """A fresh case number; the database makes sure that it is the only one."""
    return _numbered(CASE, county_id)


def read_visit_number(text: str) -> tuple[int, str]:
    """County and the number in its one spelling. Raises BadInput ``visit_number_unreadable``."""
    return _read_numbered(text, VISIT, "visit_number_unreadable")


def read_card_number(text: str) -> tuple[int, str]:
    """County and the number in its one spelling. Raises BadInput ``card_number_unreadable``."""
    return _read_numbered(text, CARD, "card_number_unreadable")


def read_case_number(text: str) -> tuple[int, str]:
    """County and the number in its one spelling. Raises BadInput ``case_number_unreadable``."""
    return _read_numbered(text, CASE, "case_number_unreadable")


def normalised(text: str) -> str:
    """Upper case without spaces and dashes; O is read as 0, I and L as 1."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).upper()
    return _SEPARATORS.sub("", plain).translate(_LOOKALIKES)


def grouped(code: str) -> str:
    """The code in groups for eyes and ears: ``YB1-AD3H-…``."""
    sizes = _GROUPS.get(len(code)) or (4,) * -(-len(code) // 4)
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    return "-".join(code[start : start + size] for start, size in zip(starts, sizes, strict=True))


def _shaped(text: str, kind: str, length: int, error: str) -> str:
    code = normalised(text)
    if len(code) != length or not code.startswith(kind) or not _CODE.fullmatch(code):
        raise BadInput(error)
    if _county(code, kind) > MAX_COUNTY:
        raise BadInput(error)
    return code


def _county(code: str, kind: str) -> int:
    return _decode(code[len(kind) : len(kind) + COUNTY_LENGTH])


def _receipt_body(county_id: int, number: int) -> str:
    county = _encode(county_id, COUNTY_LENGTH, MAX_COUNTY)
    return RECEIPT + county + _encode(number, NUMBER_LENGTH, MAX_NUMBER)


def _numbered(kind: str, county_id: int) -> str:
    body = kind + _encode(county_id, COUNTY_LENGTH, MAX_COUNTY) + _random(RANDOM_LENGTH)
    return body + _check_character(body)


def _read_numbered(text: str, kind: str, error: str) -> tuple[int, str]:
    code = _shaped(text, kind, PLAIN_LENGTH, error)
    if _check_character(code[:-1]) != code[-1]:
        raise BadInput(error)
    return _county(code, kind), code


def _seal(key: bytes, body: str, facts: ReceiptFacts | None = None) -> str:
    message = body if facts is None else f"{body}|{_facts_text(facts)}"
    digest = hmac.new(key, message.encode("ascii"), hashlib.sha256).digest()
    return _encode(int.from_bytes(digest[:5], "big"), SEAL_LENGTH, MAX_NUMBER)


def _facts_text(facts: ReceiptFacts) -> str:
    return f"{facts.insuree_id}|{facts.coverage_year}|{facts.fen}"


def _check_character(body: str) -> str:
    """Luhn's sum in base 32: finds every wrong character and nearly every swapped pair."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = _VALUES[character] * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def _encode(number: int, length: int, largest: int) -> str:
    if not 0 <= number <= largest:
        raise ValueError(f"{number} is not between 0 and {largest}")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _decode(text: str) -> int:
    number = 0
    for character in text:
        number = number << 5 | _VALUES[character]
    return number


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
