"""When a courier's card may be renewed, and when to say that it runs out."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from courier.domain.errors import Refused

RENEWABLE_BEFORE = dt.timedelta(days=60)
WARNED_BEFORE = dt.timedelta(days=30)
QUIZ_LASTS = dt.timedelta(days=365)  # the database's own rule for an approval, see 0023


class CardAge(StrEnum):
    """How near the end of a card is."""

    FRESH = "fresh"
    RENEWABLE = "renewable"
    SOON = "soon"
    OVER = "over"


def check_renewal(
    expires_at: dt.datetime, quiz_passed_at: dt.datetime | None, now: dt.datetime
) -> None:
    """Raises Refused ``renewal_too_early`` (with ``since``) or ``quiz_needed``."""
    since = expires_at - RENEWABLE_BEFORE
    if now < since:
        raise Refused("renewal_too_early", since=since)
    if not is_trained(quiz_passed_at, now):
        raise Refused("quiz_needed")


def is_trained(quiz_passed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a quiz was passed lately enough."""
    return quiz_passed_at is not None and quiz_passed_at > now - QUIZ_LASTS


def card_age(expires_at: dt.datetime, now: dt.datetime) -> CardAge:
    """How near the end of a card is."""
    left = expires_at - now
    if left <= dt.timedelta():
        return CardAge.OVER
    if left <= WARNED_BEFORE:
        return CardAge.SOON
    return CardAge.RENEWABLE if left <= RENEWABLE_BEFORE else CardAge.FRESH
