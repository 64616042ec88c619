"""What obligation queries take and return."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """People who owe the same: same categories, tier, residence and age that matters."""

    profile: int
    categories: list[str]
    chosen_tier: int | None
    non_local: bool
    born: dt.date


@dataclass(frozen=True, slots=True)
class PricedProfile:
    """What people of a profile owe; ``aid`` and ``unknown`` are JSON."""

    profile: int
    status: str
    tier: int | None
    full_fen: int | None
    own_fen: int | None
    aid: str
    unknown: str


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """How many obligations are new and how many changed."""

    new: int
    changed: int
