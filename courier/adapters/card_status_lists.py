"""Status lists as signed web tokens (draft-ietf-oauth-status-list, CWT)."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Mapping

from courier.adapters.card_claims import moment_of
from courier.adapters.cose_sign1 import Opener, Signer
from courier.domain.errors import BadInput
from courier.domain.status_lists import (
    ASK_AGAIN_AFTER,
    BITS,
    LONGEST_PACKED,
    LONGEST_SIGNED,
    MEDIA_TYPE,
    StatusList,
)

_SUB, _EXP, _IAT, _TTL, _STATUS_LIST = 2, 4, 6, 65534, 65533
_SMALLEST = 9  # zlib's level: made once, fetched often


def sign_status_list(made: StatusList, *, kid: str, private_pem: bytes) -> bytes:
    """The signed list."""
    payload = {
        _SUB: made.address,
        _IAT: int(made.made_at.timestamp()),
        _EXP: int(made.valid_until.timestamp()),
        _TTL: int(ASK_AGAIN_AFTER.total_seconds()),
        _STATUS_LIST: {"bits": BITS, "lst": zlib.compress(made.places, _SMALLEST)},
    }
    return Signer(private_pem, kid).sign(payload, media_type=MEDIA_TYPE)


def read_status_list(
    data: bytes, keys: Mapping[str, bytes], revoked: Collection[str] = ()
) -> StatusList:
    """A list that one of the issuers signed, by kid.

    Raises BadInput ``card_unreadable``, ``card_unknown_issuer``, ``card_forged`` or
    ``card_key_revoked``.
    """
    opener = Opener(keys, revoked, media_type=MEDIA_TYPE, longest=LONGEST_SIGNED)
    match opener.open(data):
        case {
            2: str(address),
            4: int(until),
            6: int(made),
            65534: int(ttl),
            65533: {"bits": 2, "lst": bytes(packed), **extra},
            **others,
        } if ttl > 0 and not extra and not others:
            return StatusList(address, _moment(made), _moment(until), _unpacked(packed))
    raise BadInput("card_unreadable")


def _unpacked(packed: bytes) -> bytes:
    """One whole zlib stream, nothing after it, and no bomb."""
    stream = zlib.decompressobj()
    try:
        places = stream.decompress(packed, LONGEST_PACKED + 1)
    except zlib.error as error:
        raise BadInput("card_unreadable") from error
    if not stream.eof or stream.unused_data or len(places) > LONGEST_PACKED:
        raise BadInput("card_unreadable")
    return places


def _moment(seconds: int) -> dt.datetime:
    try:
        return moment_of(seconds)
    except ValueError as error:
        raise BadInput("card_unreadable") from error
