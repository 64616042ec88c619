"""Codes of six digits that a phone computes from a shared secret and the time (RFC 6238)."""

from __future__ import annotations

import datetime as dt
import hmac
import re
import unicodedata

from pyotp import TOTP, random_base32

ISSUER = "医保快递"
_CODE = re.compile(r"[0-9]{6}")
_GAPS = re.compile(r"[\s\-]+")
STEPS_OFF = 1  # clocks of phones go half a minute wrong


def new_secret() -> str:
    """160 random bits in base32."""
    return random_base32()


def address_for_app(secret: str, name: str) -> str:
    """What the picture tells an authenticator app."""
    return TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def six_digits(typed: str) -> str | None:
    """The code that somebody typed, with whatever gaps; None for what is none."""
    plain = _GAPS.sub("", unicodedata.normalize("NFKC", typed))
    return plain if _CODE.fullmatch(plain) else None


def code_at(secret: str, moment: dt.datetime) -> str:
    """The code that the phone shows at this moment."""
    return str(TOTP(secret).at(moment))


def matching_counter(secret: str, code: str, moment: dt.datetime, *, after: int) -> int | None:
    """Which half minute the code is of; None for a wrong one and for those up to ``after``."""
    counter = counter_of(TOTP(secret), code, moment)
    return counter if counter is not None and counter > after else None


def counter_of(clock: TOTP, code: str, moment: dt.datetime) -> int | None:
    """Which of this clock's steps the digits are of: now's or a neighbour's, else None."""
    now = clock.timecode(moment)
    near = range(now - STEPS_OFF, now + STEPS_OFF + 1)
    told = code.encode("utf-8", "replace")
    right = [each for each in near if hmac.compare_digest(clock.generate_otp(each).encode(), told)]
    return right[0] if right else None
