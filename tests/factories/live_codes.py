"""A courier's phone: a key of its own, and what it signs with it."""

from __future__ import annotations

import datetime as dt

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from courier.adapters.card_live import signed_part
from courier.domain.credentials import HolderKey


class PhoneKey:
    """The key pair in a phone."""

    def __init__(self, private: ec.EllipticCurvePrivateKey | None = None) -> None:
        self._private = private or ec.generate_private_key(ec.SECP256R1())
        point = self._private.public_key().public_numbers()
        self.public = HolderKey(point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big"))

    def code(self, card: bytes, at: dt.datetime, answer: int | None = None) -> bytes:
        """A live code of this moment, as the phone shows it."""
        seconds = int(at.timestamp())
        signature = self.sign(signed_part(card, seconds, answer))
        return cbor2.dumps([card, seconds, answer, signature])

    def sign(self, data: bytes) -> bytes:
        """r and s."""
        signed = self._private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        r, s = decode_dss_signature(signed)
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
