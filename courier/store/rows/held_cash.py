"""Cash that a stopped phone handed in, as the queries return it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One item with its phone, its courier and what was decided; ``body_sealed`` is what it says.

    ``decision`` to ``asked_by_name`` None while nobody proposed anything, ``code`` until it is
    settled.
    """

    item_id: UUID
    kind: str
    body_hash: bytes
    body_sealed: bytes
    at: dt.datetime
    device_id: UUID
    revoked_at: dt.datetime | None
    courier_id: UUID
    courier_no: str
    courier_name: str
    courier_status: str
    township_code: str
    decision: str | None
    words: str | None
    asked_by: UUID | None
    asked_by_name: str | None
    code: str | None
