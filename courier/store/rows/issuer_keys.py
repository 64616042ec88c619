"""What the queries of issuers' keys return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SigningKeyRow:
    """The key that signs; its private half is sealed."""

    kid: str
    private_sealed: bytes


@dataclass(frozen=True, slots=True)
class KeyRow:
    """The public half of a key, and since when it does not sign, or is not believed."""

    kid: str
    public_pem: str
    created_at: dt.datetime
    retired_at: dt.datetime | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ToRenewRow:
    """A live card that a revoked key signed, and its holder."""

    courier_id: UUID
    courier_no: str
    name: str
    card_no: str
    township_name: str
