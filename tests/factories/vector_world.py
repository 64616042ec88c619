"""The world of the test vectors: keys that follow from phrases, cards, phones, lists."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from courier.adapters.card_crypto import CardSigner, kid_of
from courier.adapters.card_status_lists import sign_status_list
from courier.adapters.cose_sign1 import point_of
from courier.domain.credentials import CardClaims, CardStatus, Colour, Reason, to_address
from courier.domain.status_lists import LASTS, PlaceState, StatusList, list_path, pack
from courier.services.card_vectors import Vector
from tests.factories.live_codes import PhoneKey

HOST = "https://yibao.example"
NOON = dt.datetime(2001, 6, 1, 4, tzinfo=dt.UTC)
SUSPENDED, REVOKED, NEVER_ISSUED = 3, 4, 99
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def key_of(phrase: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(hashlib.sha256(phrase.encode()).digest(), "big") % P256_ORDER
    return ec.derive_private_key(number, ec.SECP256R1())


def pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


ISSUER, STRANGER = key_of("yibao card vectors: issuer"), key_of("yibao card vectors: a stranger")
KID = kid_of(ISSUER.public_key())
RETIRED = key_of("yibao card vectors: the key before")
REVOKED_ISSUER = key_of("yibao card vectors: a revoked key")
PHONE = PhoneKey(key_of("yibao card vectors: phone"))
ROGUE = PhoneKey(key_of("yibao card vectors: a rogue's phone"))
CLAIMS = CardClaims(
    county_id=990_001,
    card_number="CY7012345678",
    courier_number="100001",
    name="阿卜杜热西提·买买提",
    region_codes=("990001101", "990001101203"),
    issued_at=NOON - dt.timedelta(days=1),
    valid_from=NOON - dt.timedelta(days=1),
    valid_until=NOON + dt.timedelta(days=2),
    status_index=0,
    holder_key=PHONE.public,
)
PRINTED = replace(CLAIMS, holder_key=None, valid_until=NOON + dt.timedelta(days=200))


def signed(claims: CardClaims, key: ec.EllipticCurvePrivateKey = ISSUER, kid: str = "") -> bytes:
    return CardSigner(pem(key), kid or kid_of(key.public_key())).sign(claims)


CARD, LIVE = signed(PRINTED), signed(CLAIMS)
CODE = PHONE.code(LIVE, NOON)


def later(**steps: float) -> dt.datetime:
    return NOON + dt.timedelta(**steps)


def written(at: dt.datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def vector(
    name: str,
    data: bytes | str,
    at: dt.datetime,
    colour: Colour,
    reason: Reason,
    *,
    asked: str | None = None,
    seen: dt.datetime | None = None,
) -> Vector:
    text = data if isinstance(data, str) else to_address(HOST, data)
    moment = written(seen) if seen else None
    return Vector(name, text, written(at), colour.value, reason.value, asked, moment)


def list_of(county_id: int, made_at: dt.datetime = NOON - dt.timedelta(hours=1)) -> StatusList:
    """A county's list: places 3 suspended, 4 and 6 revoked, 8 never given out, 0 to 9 else."""
    states = (
        (PlaceState.IN_ORDER, (0, 1, 2, 5, 7, 9)),
        (PlaceState.SUSPENDED, (SUSPENDED,)),
        (PlaceState.REVOKED, (REVOKED, 6)),
    )
    return StatusList(HOST + list_path(county_id), made_at, made_at + LASTS, pack(states))


def signed_list(made: StatusList, key: ec.EllipticCurvePrivateKey = ISSUER, kid: str = "") -> bytes:
    return sign_status_list(made, kid=kid or kid_of(key.public_key()), private_pem=pem(key))


def world(lists: Mapping[int, bytes | None]) -> dict:
    """The vectors' own keys, register and lists."""
    statuses = {str(index): CardStatus.ACTIVE.value for index in range(5)}
    statuses |= {
        str(SUSPENDED): CardStatus.SUSPENDED.value,
        str(REVOKED): CardStatus.REVOKED.value,
    }
    return {
        "keys": [published(ISSUER), published(RETIRED, later(days=365)), published(REVOKED_ISSUER)],
        "register": {f"{CLAIMS.county_id:06d}": statuses},
        "lists": {f"{county:06d}": data and text_of(data) for county, data in lists.items()},
    }


def published(key: ec.EllipticCurvePrivateKey, until: dt.datetime | None = None) -> dict:
    point = point_of(public_pem(key))
    return {
        "kid": kid_of(key.public_key()),
        "x": text_of(point.x),
        "y": text_of(point.y),
        "until": int(until.timestamp()) if until else None,
        "revoked": key is REVOKED_ISSUER,
        "public_pem": public_pem(key).decode("ascii"),
    }


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")
