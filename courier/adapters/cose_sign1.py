"""COSE_Sign1 messages (RFC 9052) with ES256: cards, and the lists of what is no longer in order.

Written on cbor2 and cryptography: one algorithm, one shape, nothing negotiated. A message of any
other shape, algorithm or spelling is refused, so that it has one meaning only.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from courier.adapters.card_cbor import CWT_TAG, SIGN1_TAG, decoded
from courier.domain.credentials import MAX_CARD_BYTES, HolderKey
from courier.domain.errors import BadInput

HALF = 32  # bytes of r and of s
_HEADS = {1: b"\x58", 2: b"\x59", 4: b"\x5a"}  # by the bytes of the length
_ALGORITHM, _KID, _TYPE, _ES256 = 1, 4, 16, -7
_ECDSA = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)  # RFC 6979


class Signer:
    """Signs with one issuer's key (PEM). Raises ValueError for a key that is not P-256."""

    def __init__(self, private_pem: bytes, kid: str) -> None:
        key = serialization.load_pem_private_key(private_pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise ValueError("a card is signed with a P-256 key")
        self._key = key
        self._kid = bytes.fromhex(kid)

    def sign(self, payload: object, *, media_type: str | None = None) -> bytes:
        """The signed message; ``media_type`` says what it is where it is no card."""
        protected = _header(self._kid, media_type)
        written = cbor2.dumps(payload, canonical=True)
        r, s = decode_dss_signature(self._key.sign(_to_be_signed(protected, written), _ECDSA))
        signature = r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")
        return cbor2.dumps(cbor2.CBORTag(SIGN1_TAG, [protected, {}, written, signature]))


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens what the issuers whose public keys (PEM) are given by kid have signed."""

    keys: Mapping[str, bytes]
    revoked: Collection[str] = ()
    media_type: str | None = None
    longest: int = MAX_CARD_BYTES

    def open(self, data: bytes) -> Any:  # noqa: ANN401 - CBOR holds anything; callers match its shape
        """The payload of a message that one of the issuers signed.

        Raises BadInput ``card_unreadable``, ``card_unknown_issuer``, ``card_forged`` or, where
        the signature is right and its key is no longer believed, ``card_key_revoked``.
        """
        protected, payload, signature = _parts(decoded(data, at_most=self.longest))
        kid = _kid(protected, self.media_type)
        if kid not in self.keys:
            raise BadInput("card_unknown_issuer")
        key = _public_key(self.keys[kid])
        verify_signature(key, signature, _to_be_signed(protected, payload))
        if kid in self.revoked:
            raise BadInput("card_key_revoked")
        return decoded(payload, at_most=self.longest)


def verify_signature(key: ec.EllipticCurvePublicKey, signature: bytes, signed: bytes) -> None:
    """Raises BadInput ``card_forged`` unless ``signature`` (r and s) is the key's."""
    if len(signature) != 2 * HALF:
        raise BadInput("card_forged")
    r, s = (int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:]))
    try:
        key.verify(encode_dss_signature(r, s), signed, _ECDSA)
    except InvalidSignature as error:
        raise BadInput("card_forged") from error


def point_of(public_pem: bytes) -> HolderKey:
    """The two numbers of a public key (PEM)."""
    numbers = _public_key(public_pem).public_numbers()
    return HolderKey(numbers.x.to_bytes(HALF, "big"), numbers.y.to_bytes(HALF, "big"))


@functools.lru_cache(maxsize=64)
def _public_key(pem: bytes) -> ec.EllipticCurvePublicKey:
    """Parsing takes longer than verifying, and an installation has few keys."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise ValueError("a card is checked with a P-256 key")
    return key


def _parts(message: object) -> tuple[bytes, bytes, bytes]:
    if isinstance(message, cbor2.CBORTag) and message.tag == CWT_TAG:
        message = message.value
    if not isinstance(message, cbor2.CBORTag) or message.tag != SIGN1_TAG:
        raise BadInput("card_unreadable")
    match message.value:
        case [bytes(protected), dict(unprotected), bytes(payload), bytes(signature)]:
            if not unprotected:
                return protected, payload, signature
    raise BadInput("card_unreadable")


@functools.lru_cache(maxsize=64)
def _kid(protected: bytes, media_type: str | None) -> str:
    """The key's name; an installation's headers are few. Raises BadInput ``card_unreadable``."""
    match decoded(protected):
        case {4: bytes(kid)} if protected == _header(kid, media_type):
            return kid.hex()
    raise BadInput("card_unreadable")


def _header(kid: bytes, media_type: str | None) -> bytes:
    named = {_TYPE: media_type} if media_type else {}
    return cbor2.dumps({_ALGORITHM: _ES256, _KID: kid, **named}, canonical=True)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """``["Signature1", protected, h'', payload]`` in CBOR."""
    return b"\x84\x6aSignature1" + _string(protected) + b"\x40" + _string(payload)


def _string(data: bytes) -> bytes:
    """A byte string in CBOR; cbor2 takes ten times as long, for each signature anew."""
    size = len(data)
    if size < 24:  # noqa: PLR2004 - the heads of RFC 8949
        return bytes([0x40 + size]) + data
    width = 1 if size < 2**8 else 2 if size < 2**16 else 4
    return _HEADS[width] + size.to_bytes(width, "big") + data
