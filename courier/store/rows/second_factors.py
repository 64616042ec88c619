"""What the queries of second factors return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BegunRow:
    """An admin between the password and the second step."""

    county_id: int
    begun_id: UUID
    admin_id: UUID
    sign_in_name: str
    name: str
    has_codes: bool
    has_passkeys: bool


@dataclass(frozen=True, slots=True)
class CodeSeedRow:
    """The sealed secret of an admin's codes, and the half minute of the last one that was used."""

    secret: bytes
    last_counter: int


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey's public half."""

    passkey_id: UUID
    admin_id: UUID
    credential_id: bytes
    public_key: bytes
    sign_count: int
    name: str
    added_at: dt.datetime
    used_at: dt.datetime | None
