"""Who signs in to the demo county: invented people, known to everybody, in no real database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAdmin:
    """An admin of the demo; ``role`` is a key of the catalogue: ``auth.role_<role>``."""

    sign_in_name: str
    name: str
    role: str


PASSWORD = "demo-2027-yibao"  # noqa: S105 - meant to be read
PIN = "482915"
ADMINS = (
    DemoAdmin("town", "周文静", "township"),
    DemoAdmin("county", "孙立新", "county"),
    DemoAdmin("auditor", "马晓琳", "auditor"),
)
