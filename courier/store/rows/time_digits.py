"""What the queries of the six digits return."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DigitsPhoneRow:
    """A courier's phone; its secret is sealed, and kept once the phone has shown so."""

    device_id: UUID
    digits_secret: bytes | None
    is_kept: bool
