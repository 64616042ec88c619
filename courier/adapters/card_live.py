"""Live codes: a card, and beside it what the courier's phone signed with the key that it names.

One CBOR array ``[card, seconds, answer, signature]``: the signed card's bytes, the moment in
seconds since 1970, the four digits that were asked (a whole number) or null, and the ES256
signature (r and s, 32 bytes each) over the CBOR array ``["YibaoLive", card, seconds, answer]``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from courier.adapters.card_cbor import decoded
from courier.adapters.card_claims import moment_of
from courier.adapters.cose_sign1 import HALF, verify_signature
from courier.domain.credentials import ANSWER_DIGITS, HolderKey, LiveProof
from courier.domain.errors import BadInput

CONTEXT = "YibaoLive"
_FIRST_BYTE = 0x84  # an array of four; a card begins with a tag
_ANSWERS = 10**ANSWER_DIGITS


@dataclass(frozen=True, slots=True)
class LiveCode:
    """The parts of a live code; nothing is verified yet."""

    card: bytes
    made_at: dt.datetime
    answer: int | None
    signature: bytes

    @property
    def proof(self) -> LiveProof:
        """What it claims to prove."""
        answer = None if self.answer is None else f"{self.answer:0{ANSWER_DIGITS}d}"
        return LiveProof(self.made_at, answer)

    def verify(self, key: HolderKey | None) -> None:
        """Raises BadInput ``card_forged`` unless the holder's key signed it."""
        public = public_key_of(key) if key else None
        if public is None:
            raise BadInput("card_forged")
        verify_signature(public, self.signature, self._signed())

    def _signed(self) -> bytes:
        return signed_part(self.card, int(self.made_at.timestamp()), self.answer)


def public_key_of(key: HolderKey) -> ec.EllipticCurvePublicKey | None:
    """The key as a point of P-256, None where it is none."""
    if len(key.x) != HALF or len(key.y) != HALF:
        return None
    x, y = int.from_bytes(key.x, "big"), int.from_bytes(key.y, "big")
    try:
        return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    except ValueError:
        return None


def is_live_code(data: bytes) -> bool:
    """Whether these bytes claim to be one; a plain card does not."""
    return data[:1] == bytes([_FIRST_BYTE])


def open_live_code(data: bytes) -> LiveCode:
    """Its parts. Raises BadInput ``card_unreadable``."""
    match decoded(data):
        case [bytes(card), int(seconds), int() | None as answer, bytes(signature)]:
            if answer is not None and not 0 <= answer < _ANSWERS:
                raise BadInput("card_unreadable")
            return LiveCode(card, _moment(seconds), answer, signature)
    raise BadInput("card_unreadable")


def _moment(seconds: int) -> dt.datetime:
    try:
        return moment_of(seconds)
    except ValueError as error:
        raise BadInput("card_unreadable") from error


def signed_part(card: bytes, seconds: int, answer: int | None) -> bytes:
    """What the phone signs."""
    return cbor2.dumps([CONTEXT, card, seconds, answer])
