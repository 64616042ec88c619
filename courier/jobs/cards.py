"""What is left of looks at live codes, and of digits that were told."""

from __future__ import annotations

from courier.services.core import Core
from courier.services.live_cards import forget_looks
from courier.services.phone_digits import forget_spent_digits


def look_after_looks(core: Core) -> None:
    """Forget who looked at codes, and which digits were told, that are long past."""
    forget_looks(core)
    forget_spent_digits(core)
