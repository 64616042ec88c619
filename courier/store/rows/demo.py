"""Rows for filling the demo county."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DemoAdminRow:
    """One of the demo's admins."""

    admin_id: UUID
    name: str
    region_code: str
