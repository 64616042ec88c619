"""Cards as signed web tokens: a CWT (RFC 8392) in a COSE_Sign1 message; and the keys for them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from courier.adapters import card_claims
from courier.adapters.cose_sign1 import Opener, Signer
from courier.domain.credentials import CardClaims

_KID_BYTES = 8


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
        self._signer = Signer(private_pem, kid)

    def sign(self, claims: CardClaims) -> bytes:
        """The signed card, about 150 bytes."""
        return self._signer.sign(card_claims.pack(claims))


class CardReader:
    """Reads cards of the issuers whose public keys (PEM) are given by kid."""

    def __init__(self, keys: Mapping[str, bytes], revoked: Collection[str] = ()) -> None:
        self._opener = Opener(keys, revoked)

    def read(self, data: bytes) -> CardClaims:
        """The claims of a card that one of the issuers signed.

        Raises BadInput ``card_unreadable``, ``card_unknown_issuer``, ``card_forged`` or
        ``card_key_revoked``.
        """
        return card_claims.unpack(self._opener.open(data))
