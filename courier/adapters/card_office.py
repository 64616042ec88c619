"""Signs and reads cards with keys that the register hands over for each call."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from courier.adapters.card_crypto import CardReader, CardSigner, generate_issuer_key
from courier.adapters.card_live import is_live_code, open_live_code, public_key_of
from courier.adapters.card_status_lists import read_status_list, sign_status_list
from courier.adapters.cose_sign1 import point_of
from courier.domain.credentials import CardClaims, HolderKey, ShownCard
from courier.domain.status_lists import StatusList
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

    def is_key(self, key: HolderKey) -> bool:
        """Whether it is a point of P-256."""
        return public_key_of(key) is not None

    def read(
        self, data: bytes, *, public_pems: Mapping[str, bytes], revoked: Collection[str] = ()
    ) -> ShownCard:
        """The claims, and the proof of a live code; raises BadInput ``card_*``."""
        reader = CardReader(public_pems, revoked)
        if not is_live_code(data):
            return ShownCard(reader.read(data))
        code = open_live_code(data)
        claims = reader.read(code.card)
        code.verify(claims.holder_key)
        return ShownCard(claims, code.proof)

    def sign_list(self, made: StatusList, *, kid: str, private_pem: bytes) -> bytes:
        """The signed list."""
        return sign_status_list(made, kid=kid, private_pem=private_pem)

    def read_list(
        self, data: bytes, *, public_pems: Mapping[str, bytes], revoked: Collection[str] = ()
    ) -> StatusList:
        """The list; raises BadInput ``card_*``."""
        return read_status_list(data, public_pems, revoked)

    def published(self, public_pem: bytes) -> HolderKey:
        """Its point of P-256."""
        return point_of(public_pem)
