"""Six digits of the half minute (RFC 6238), as the courier's phone shows them for a call.

HMAC-SHA-256, six digits, thirty seconds from 1970 on; the half minutes before and after count.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets

from pyotp import TOTP

from courier.domain.one_time_codes import counter_of

DIGITS = 6
STEP_SECONDS = 30
SECRET_BYTES = 32
MOST_WRONG = 10
WRONG_FORGOTTEN_AFTER = dt.timedelta(hours=1)
SPENT_FORGOTTEN_AFTER = dt.timedelta(hours=1)  # by then the digits are long past


def new_secret() -> bytes:
    """A phone's secret."""
    return secrets.token_bytes(SECRET_BYTES)


def step_of(at: dt.datetime) -> int:
    """The half minute of a moment."""
    return int(at.timestamp()) // STEP_SECONDS


def digits_of(secret: bytes, step: int) -> str:
    """What the phone shows in a half minute."""
    return _clock(secret).generate_otp(step)


def step_told(secret: bytes, digits: str, now: dt.datetime) -> int | None:
    """The half minute whose digits these are, None if of none near now."""
    return counter_of(_clock(secret), digits, now)


def _clock(secret: bytes) -> TOTP:
    return TOTP(
        base64.b32encode(secret).decode("ascii"),
        digits=DIGITS,
        digest=hashlib.sha256,
        interval=STEP_SECONDS,
    )
