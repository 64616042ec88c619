"""What is left of looks at live codes."""

from __future__ import annotations

from courier.services.core import Core
from courier.services.live_cards import forget_looks


def look_after_looks(core: Core) -> None:
    """Forget who looked at codes that are long past."""
    forget_looks(core)
