"""Chinese resident identity numbers (GB 11643: 18 characters, the last a checksum).

The birth place is not looked up: tables of division codes miss abolished counties, and a number
keeps the code of its first registration for life.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from stdnum.cn.ric import calc_check_digit

from courier.domain.errors import BadInput

LENGTH = 18
OLD_LENGTH = 15  # numbers given out before 1999, not valid since 2013
EARLIEST_BIRTH = dt.date(1900, 1, 1)

_SPACES = re.compile(r"[\s\u200b\ufeff'\-]+")  # a spreadsheet's apostrophe and people's dashes too
_SPREADSHEET = re.compile(r"\d([.]\d+)?E\+?\d+")
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_ROUNDED_TAIL = "000"  # a spreadsheet keeps fifteen digits


class Sex(StrEnum):
    """As the number tells it: the last digit of its serial is odd for a man."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, repr=False)
class IdNumber:
    """One valid number. Its text is ``value``; repr and str show it masked only."""

    value: str

    @classmethod
    def from_text(cls, text: str, *, today: dt.date) -> IdNumber:
        """Read a number as people and spreadsheets write it.

        Spaces, full-width digits and a small x are taken. Raises BadInput
        ``id_number_missing``, ``_rounded``, ``_old``, ``_length``, ``_characters``,
        ``_birth_date`` or ``_checksum``; no error carries the number.
        """
        value = _tidied(text)
        _check_shape(value)
        _check_birth_date(value, today)
        _check_checksum(value)
        return cls(value)

    @property
    def birth_date(self) -> dt.date:
        """The day of birth that the number states."""
        return _birth_date(self.value)

    @property
    def sex(self) -> Sex:
        """The sex that the number states."""
        return Sex.MALE if int(self.value[16]) % 2 else Sex.FEMALE

    @property
    def masked(self) -> str:
        """First digit, sixteen stars, last character: what may be shown."""
        return f"{self.value[0]}{'*' * (LENGTH - 2)}{self.value[-1]}"

    def __repr__(self) -> str:
        return f"IdNumber({self.masked})"

    def __str__(self) -> str:
        return self.masked


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Full years (周岁) on that day; somebody born on 29 February ages on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _tidied(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()


def _check_shape(value: str) -> None:
    if not value:
        raise BadInput("id_number_missing")
    if _SPREADSHEET.fullmatch(value):
        raise BadInput("id_number_rounded")
    if len(value) == OLD_LENGTH and value.isdigit():
        raise BadInput("id_number_old")
    if len(value) != LENGTH:
        raise BadInput("id_number_length", length=len(value))
    if not _SHAPE.fullmatch(value):
        raise BadInput("id_number_characters")


def _check_birth_date(value: str, today: dt.date) -> None:
    try:
        born = _birth_date(value)
    except ValueError as error:
        raise BadInput("id_number_birth_date") from error
    if not EARLIEST_BIRTH <= born <= today:
        raise BadInput("id_number_birth_date")


def _check_checksum(value: str) -> None:
    if calc_check_digit(value) == value[-1]:
        return
    raise BadInput("id_number_rounded" if value.endswith(_ROUNDED_TAIL) else "id_number_checksum")


def _birth_date(value: str) -> dt.date:
    return dt.date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
