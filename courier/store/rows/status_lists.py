"""What the queries of status lists return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptListRow:
    """The newest signed list; ``signed`` is None for whoever has it already."""

    etag: str
    signed: bytes | None


@dataclass(frozen=True, slots=True)
class ListStateRow:
    """Whether there is such a county, how often its cards' states moved, and when the list before
    was made.
    """

    is_county: bool
    version: int
    made_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """The places given out, by state; None for none."""

    in_order: list[int] | None
    revoked: list[int] | None
    suspended: list[int] | None
