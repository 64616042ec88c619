"""Encrypts single fields with AES-SIV (RFC 5297): deterministic, so a sealed number can be unique.

What it gives away, by design: that two fields of a kind are the same. The kind is associated data,
so a sealed phone number never opens as an identity number.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from courier.domain.errors import BadInput
from courier.ports import FieldKind

KEY_BYTES = 64  # AES-256-SIV takes two keys of 32
_DOMAIN = b"yibao-courier/field/1"


def generate_key() -> bytes:
    """A fresh key of ``KEY_BYTES``."""
    return secrets.token_bytes(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class FieldCipher:
    """A FieldSealer under one key of ``KEY_BYTES``. Raises ValueError for other lengths."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise ValueError(f"the field key has {len(self.key)} bytes, not {KEY_BYTES}")

    def seal(self, kind: FieldKind, text: str) -> bytes:
        """Sixteen bytes longer than the text in UTF-8; an empty text raises ValueError."""
        if not text:
            raise ValueError("an empty field is kept as nothing, not sealed")
        return AESSIV(self.key).encrypt(text.encode(), _associated(kind))

    def open(self, kind: FieldKind, data: bytes) -> str:
        """The text. Raises BadInput ``sealed_field_broken``."""
        try:
            return AESSIV(self.key).decrypt(data, _associated(kind)).decode()
        except (InvalidTag, ValueError) as error:
            raise BadInput("sealed_field_broken", kind=kind.value) from error


def _associated(kind: FieldKind) -> list[bytes]:
    return [_DOMAIN, kind.value.encode("ascii")]
