"""Whom the office sends couriers to: households that still owe, by place and filters."""

from __future__ import annotations

from dataclasses import dataclass

from courier.domain.errors import BadInput

MOST_AT_ONCE = 200  # visits made by one press
OLDEST = 120


@dataclass(frozen=True, slots=True)
class UnpaidWish:
    """A township or village by its code, and what must be true of somebody there who owes.

    ``aged_over`` in full years; ``never_online``: nobody who owes ever paid by a channel;
    ``failed_before``: an attempt of the year before came to nothing.
    """

    place: str
    aged_over: int | None = None
    never_online: bool = False
    failed_before: bool = False


def read_age(text: str) -> int | None:
    """Full years; None for nothing said. Raises BadInput ``list_age_wrong`` (oldest)."""
    words = text.strip()
    if not words:
        return None
    if not (words.isascii() and words.isdecimal()) or len(words) > len(str(OLDEST)):
        raise BadInput("list_age_wrong", oldest=OLDEST)
    if int(words) > OLDEST:
        raise BadInput("list_age_wrong", oldest=OLDEST)
    return int(words)
