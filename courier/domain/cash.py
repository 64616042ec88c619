"""Rules of cash at the door: how much a courier may hold, and for how long."""

from __future__ import annotations

import datetime as dt

from courier.domain.errors import BadInput, Refused
from courier.domain.money import ZERO, Money

USUAL_LIMIT = Money(500_000)  # 5,000 yuan; a county may set another
HIGHEST_LIMIT = Money(10_000_000)
HAND_IN_WITHIN = dt.timedelta(hours=24)


def check_limit(limit: Money) -> None:
    """Raises BadInput ``cash_limit_wrong`` for one that no county may set."""
    if not ZERO < limit <= HIGHEST_LIMIT:
        raise BadInput("cash_limit_wrong", most=HIGHEST_LIMIT)


def refuse_above(limit: Money, *, in_hand: Money, wanted: Money) -> None:
    """Raises Refused ``cash_limit_reached`` for cash that would be too much in one pocket."""
    if in_hand + wanted > limit:
        raise Refused("cash_limit_reached", in_hand=in_hand, limit=limit)
