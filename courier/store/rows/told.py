"""Words that were told, as the queries return them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A wording that was told."""

    receipt: str
    pack_id: str
    pack_fingerprint: str
    topic: str | None
    locale: str
    text: str
    source: str
    first_on: dt.date
