"""What is left of looks at live codes and of digits that were told; cards that ran out."""

from __future__ import annotations

import structlog

from courier.services.core import Core
from courier.services.live_cards import forget_looks
from courier.services.phone_digits import forget_spent_digits
from courier.services.renewals import note_expired_cards

log = structlog.get_logger()


def look_after_looks(core: Core) -> None:
    """Forget who looked at codes, and which digits were told, that are long past."""
    forget_looks(core)
    forget_spent_digits(core)


def look_after_expiry(core: Core) -> None:
    """Note which cards have run out."""
    log.info("cards_expired", cards=note_expired_cards(core))
