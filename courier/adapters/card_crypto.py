"""Signs and reads cards: a CWT (RFC 8392) in a COSE_Sign1 message (RFC 9052), ES256.

Written on cbor2 and cryptography: one algorithm, one shape, nothing negotiated. A token of any
other shape, algorithm or padding is refused, so that a card has one meaning only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from courier.adapters import card_claims
from courier.adapters.card_cbor import CWT_TAG, SIGN1_TAG, decoded
from courier.domain.credentials import CardClaims
from courier.domain.errors import BadInput

_ALGORITHM, _KID, _ES256 = 1, 4, -7
_KID_BYTES = 8
HALF = 32  # bytes of r and of s
_ECDSA = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)  # RFC 6979


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key pair of a county's office; ``kid`` is sixteen hex digits of the public key's hash."""

    kid: str
    private_pem: bytes = field(repr=False)
    public_pem: bytes


def generate_issuer_key() -> IssuerKey:
    """A fresh P-256 key pair, PEM (PKCS #8 without a password, and SPKI)."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key()
    return IssuerKey(
        kid_of(public),
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
    )


def kid_of(public: ec.EllipticCurvePublicKey) -> str:
    """The short name of a public key."""
    der = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).digest()[:_KID_BYTES].hex()


class CardSigner:
    """Signs cards with one issuer's key (PEM). Raises ValueError for a key that is not P-256."""

    def __init__(self, private_pem: bytes, kid: str) -> None:
        key = serialization.load_pem_private_key(private_pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise ValueError("a card is signed with a P-256 key")
        self._key = key
        self._kid = bytes.fromhex(kid)

    def sign(self, claims: CardClaims) -> bytes:
        """The signed card, about 150 bytes."""
        protected = cbor2.dumps({_ALGORITHM: _ES256, _KID: self._kid}, canonical=True)
        payload = cbor2.dumps(card_claims.pack(claims), canonical=True)
        r, s = decode_dss_signature(self._key.sign(_to_be_signed(protected, payload), _ECDSA))
        signature = r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")
        return cbor2.dumps(cbor2.CBORTag(SIGN1_TAG, [protected, {}, payload, signature]))


class CardReader:
    """Reads cards of the issuers whose public keys (PEM) are given by kid."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = {kid: _public_key(pem) for kid, pem in keys.items()}

    def read(self, data: bytes) -> CardClaims:
        """The claims of a card that one of the issuers signed.

        Raises BadInput ``card_unreadable``, ``card_unknown_issuer`` or ``card_forged``.
        """
        protected, payload, signature = _opened(data)
        key = self._keys.get(_kid(protected))
        if key is None:
            raise BadInput("card_unknown_issuer")
        verify_signature(key, signature, _to_be_signed(protected, payload))
        return card_claims.unpack(decoded(payload))


def _public_key(pem: bytes) -> ec.EllipticCurvePublicKey:
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise ValueError("a card is checked with a P-256 key")
    return key


def _opened(data: bytes) -> tuple[bytes, bytes, bytes]:
    message = decoded(data)
    if isinstance(message, cbor2.CBORTag) and message.tag == CWT_TAG:
        message = message.value
    if not isinstance(message, cbor2.CBORTag) or message.tag != SIGN1_TAG:
        raise BadInput("card_unreadable")
    match message.value:
        case [bytes(protected), dict(unprotected), bytes(payload), bytes(signature)] if (
            not unprotected
        ):
            return protected, payload, signature
    raise BadInput("card_unreadable")


def _kid(protected: bytes) -> str:
    header = decoded(protected)
    if not isinstance(header, dict) or header.get(_ALGORITHM) != _ES256:
        raise BadInput("card_unreadable")
    kid = header.get(_KID)
    if not isinstance(kid, bytes) or set(header) != {_ALGORITHM, _KID}:
        raise BadInput("card_unreadable")
    return kid.hex()


def verify_signature(key: ec.EllipticCurvePublicKey, signature: bytes, signed: bytes) -> None:
    """Raises BadInput ``card_forged`` unless ``signature`` (r and s) is the key's."""
    if len(signature) != 2 * HALF:
        raise BadInput("card_forged")
    r, s = (int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:]))
    try:
        key.verify(encode_dss_signature(r, s), signed, _ECDSA)
    except InvalidSignature as error:
        raise BadInput("card_forged") from error


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload])
