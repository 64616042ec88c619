"""Cash that should be at the township by now."""

from __future__ import annotations

from courier.services.cash_alarms import raise_cash_alarms
from courier.services.core import Core


def look_after_cash(core: Core) -> int:
    """Note whose cash is late."""
    return raise_cash_alarms(core)
