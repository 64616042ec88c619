"""Signs and reads cards with keys that the register hands over for each call."""

from __future__ import annotations

from collections.abc import Mapping

from courier.adapters.card_crypto import CardReader, CardSigner, generate_issuer_key
from courier.domain.credentials import CardClaims
from courier.ports import IssuerKeyPair


class CoseCardOffice:
    """A CardOffice whose cards are COSE-signed web tokens."""

    def new_key(self) -> IssuerKeyPair:
        """A fresh P-256 key pair."""
        key = generate_issuer_key()
        return IssuerKeyPair(key.kid, key.private_pem, key.public_pem)

    def sign(self, claims: CardClaims, *, kid: str, private_pem: bytes) -> bytes:
        """The signed card."""
        return CardSigner(private_pem, kid).sign(claims)

    def read(self, data: bytes, *, public_pems: Mapping[str, bytes]) -> CardClaims:
        """The claims; raises BadInput ``card_*``."""
        return CardReader(public_pems).read(data)
