"""When a courier's card may be renewed, and when to say that it runs out."""

from __future__ import annotations

import datetime as dt

from courier.domain.errors import Refused

RENEWABLE_BEFORE = dt.timedelta(days=60)
WARNED_BEFORE = dt.timedelta(days=30)
QUIZ_LASTS = dt.timedelta(days=365)  # the database's own rule for an approval, see 0023


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


def runs_out_soon(expires_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the courier is to be told, also after the last day."""
    return expires_at - now <= WARNED_BEFORE
