"""Who lives where a visit led."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of a household."""

    insuree_id: UUID
    name: str
