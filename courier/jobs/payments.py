"""Orders whose notification may never come."""

from __future__ import annotations

from uuid import UUID

from courier.services.core import Core
from courier.services.settlements import check_payment, sweep_payments


def check_one_payment(core: Core, *, county_id: int, attempt_id: UUID) -> None:
    """Ask the channel about one order."""
    check_payment(core, county_id=county_id, attempt_id=attempt_id)


def look_after_payments(core: Core) -> int:
    """Ask after every order that waits, and let go of those whose time is over."""
    return sweep_payments(core)
