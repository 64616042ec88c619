"""One-time codes: six digits, ten minutes, five tries, and few of them an hour.

The limits count what was asked for, never whether a number is on file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

DIGITS = 6
LASTS = dt.timedelta(minutes=10)
MOST_TRIES = 5
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MOST_AN_HOUR, MOST_A_DAY = 3, 6

_CODE = re.compile(rf"(?<!\d)\d(?:[\s\-]?\d){{{DIGITS - 1}}}(?!\d)")
_SPOKEN = str.maketrans("零〇一幺二三四五六七八九", "001123456789")


class Proof(StrEnum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"  # too many tries, too late, or none was asked for


@dataclass(frozen=True, slots=True)
class CodesAsked:
    """How many codes were asked for lately, by the number and by the conversation."""

    phone_hour: int
    phone_day: int
    conversation_hour: int
    conversation_day: int

    @property
    def are_too_many(self) -> bool:
        """Whether another one has to wait."""
        hour = max(self.phone_hour, self.conversation_hour)
        return hour >= MOST_AN_HOUR or max(self.phone_day, self.conversation_day) >= MOST_A_DAY


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def code_hash(key: bytes, code_id: UUID, code: str) -> bytes:
    """What is kept of a code. Without the key, which is not in the database, a million tries tell
    nothing.
    """
    return hmac.new(key, f"phone-code|{code_id}|{code}".encode(), hashlib.sha256).digest()


def code_told(text: str) -> str | None:
    """The six digits in a message, None if there are not six in a row."""
    plain = unicodedata.normalize("NFKC", text).translate(_SPOKEN)
    match = _CODE.search(plain)
    return re.sub(r"\D", "", match[0]) if match else None
