"""Approved refunds on their way back to people."""

from __future__ import annotations

from uuid import UUID

from courier.services.core import Core
from courier.services.refund_sending import send_refund, sweep_refunds


def send_one_refund(core: Core, *, county_id: int, refund_id: UUID) -> None:
    """Send one refund, or ask after it."""
    send_refund(core, county_id=county_id, refund_id=refund_id)


def look_after_refunds(core: Core) -> int:
    """Send or ask after all that have not ended."""
    return sweep_refunds(core)
