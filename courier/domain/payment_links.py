"""The address of a payment link: its keys and a seal, so that none is guessed or made up."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
from uuid import UUID

from courier.domain.errors import NotFound

LIFE = dt.timedelta(hours=24)
COUNTY_BYTES, LINK_BYTES, SEAL_BYTES = 3, 16, 11
TOKEN_BYTES = COUNTY_BYTES + LINK_BYTES + SEAL_BYTES
TOKEN_LETTERS = TOKEN_BYTES * 8 // 6


def make_token(key: bytes, county_id: int, link_id: UUID) -> str:
    """Forty letters, digits, ``-`` and ``_``."""
    named = county_id.to_bytes(COUNTY_BYTES, "big") + link_id.bytes
    return base64.urlsafe_b64encode(named + _seal(key, named)).decode("ascii")


def read_token(key: bytes, token: str) -> tuple[int, UUID]:
    """County and link. Raises NotFound ``payment_link_unknown`` for what we did not make."""
    if len(token) != TOKEN_LETTERS or not token.isascii():
        raise NotFound("payment_link_unknown")
    try:
        data = base64.b64decode(token, altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise NotFound("payment_link_unknown") from error
    named, seal = data[:-SEAL_BYTES], data[-SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(key, named)):
        raise NotFound("payment_link_unknown")
    return int.from_bytes(named[:COUNTY_BYTES], "big"), UUID(bytes=named[COUNTY_BYTES:])


def _seal(key: bytes, named: bytes) -> bytes:
    return hmac.new(key, b"payment-link" + named, hashlib.sha256).digest()[:SEAL_BYTES]
