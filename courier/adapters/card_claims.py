"""A card's claims as a CWT's map with whole-number keys."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from courier.domain.credentials import CardClaims, HolderKey
from courier.domain.errors import BadInput

# Registered by RFC 8392 and RFC 8747.
_ISS, _SUB, _EXP, _NBF, _IAT, _CNF = 1, 2, 4, 5, 6, 8
# Private use begins below -65536.
_NAME, _COURIER_NUMBER, _REGIONS, _STATUS_INDEX = -65537, -65538, -65539, -65540
_COSE_KEY = 1
_END_OF_TIME = 2**33
_SIX_DIGITS = re.compile("[0-9]{6}")
_KTY, _EC2, _CRV, _P256, _X, _Y = 1, 2, -1, 1, -2, -3


def pack(claims: CardClaims) -> dict[int, Any]:
    """The map of a CWT."""
    packed: dict[int, Any] = {
        _ISS: f"{claims.county_id:06d}",
        _SUB: claims.card_number,
        _EXP: _seconds(claims.valid_until),
        _NBF: _seconds(claims.valid_from),
        _IAT: _seconds(claims.issued_at),
        _NAME: claims.name,
        _COURIER_NUMBER: claims.courier_number,
        _REGIONS: [int(code) for code in claims.region_codes],
        _STATUS_INDEX: claims.status_index,
    }
    if claims.holder_key:
        key = {_KTY: _EC2, _CRV: _P256, _X: claims.holder_key.x, _Y: claims.holder_key.y}
        packed[_CNF] = {_COSE_KEY: key}
    return packed


def unpack(packed: object) -> CardClaims:
    """The claims of a signed map. Raises BadInput ``card_unreadable``."""
    try:
        return _claims(_map(packed))
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("card_unreadable") from error


def moment_of(seconds: object) -> dt.datetime:
    """A moment of the years 1970 to 2242. Raises TypeError and ValueError for anything else."""
    if not 0 <= _whole(seconds) < _END_OF_TIME:
        raise ValueError("a moment between 1970 and 2242 expected")
    return dt.datetime.fromtimestamp(_whole(seconds), dt.UTC)


def _claims(packed: dict[Any, Any]) -> CardClaims:
    return CardClaims(
        county_id=_county(packed[_ISS]),
        card_number=_text(packed[_SUB]),
        courier_number=_text(packed[_COURIER_NUMBER]),
        name=_text(packed[_NAME]),
        region_codes=tuple(str(_whole(code)) for code in _list(packed[_REGIONS])),
        issued_at=moment_of(packed[_IAT]),
        valid_from=moment_of(packed[_NBF]),
        valid_until=moment_of(packed[_EXP]),
        status_index=_whole(packed[_STATUS_INDEX]),
        holder_key=_holder_key(_map(packed[_CNF])) if _CNF in packed else None,
    )


def _holder_key(confirmation: dict[Any, Any]) -> HolderKey:
    key = _map(confirmation[_COSE_KEY])
    if (key[_KTY], key[_CRV]) != (_EC2, _P256):
        raise ValueError("a holder's key is P-256")
    if not isinstance(key[_X], bytes) or not isinstance(key[_Y], bytes):
        raise TypeError("a holder's key is two numbers in bytes")
    return HolderKey(key[_X], key[_Y])


def _county(value: object) -> int:
    if not _SIX_DIGITS.fullmatch(_text(value)):
        raise ValueError("six digits expected")
    return int(_text(value))


def _map(value: object) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise TypeError("map expected")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("list expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("whole number expected")
    return value


def _seconds(moment: dt.datetime) -> int:
    return int(moment.timestamp())
