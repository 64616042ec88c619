"""Texts to phones: what they tell, how often they are tried, and how long they are worth sending.

A text in Chinese has seventy characters; a longer one costs two and may arrive in pieces. Only a
receipt is worth it, for its link.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

LONGEST_TEXT = 70
LONGEST_IN_TWO = 134  # sent in two pieces, which phones put together again
LONGEST_NAME = 8  # of a courier's name in a text
MOST_TRIES = 8
FIRST_PAUSE = dt.timedelta(minutes=1)
# For so long a text belongs to whoever is sending it; longer than any call to a gateway takes.
LEASE = dt.timedelta(minutes=5)
KEPT = dt.timedelta(days=30)

_MOBILE = re.compile(r"1[3-9]\d{9}")


class TextKind(StrEnum):
    """What is told; the sentence is ``outgoing.<kind>``."""

    VISIT_ACCEPTED = "visit_accepted"
    VISIT_NEW_COURIER = "visit_new_courier"
    VISIT_ON_THE_WAY = "visit_on_the_way"
    VISIT_ARRIVED = "visit_arrived"
    VISIT_SIGNED_OFF = "visit_signed_off"
    VISIT_NOT_DONE = "visit_not_done"
    PAYMENT_ARRIVED = "payment_arrived"
    PAYMENT_LINK = "payment_link"
    PHONE_CODE = "phone_code"
    CASE_CLOSED = "case_closed"
    RECEIPT = "receipt"


class TextStatus(StrEnum):
    """Where a text stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    EXPIRED = "expired"


def pause_after(tries: int) -> dt.timedelta | None:
    """How long to wait after so many tries: 1, 2, 4, … 64 minutes; None when it is given up."""
    return None if tries >= MOST_TRIES else FIRST_PAUSE * 2 ** (tries - 1)


def takes_texts(phone: str) -> bool:
    """Whether a text can be sent there: a mobile number, not a landline."""
    return _MOBILE.fullmatch(phone) is not None


def ending(phone: str) -> str:
    """What is shown of a number once it was typed: its last four digits."""
    return phone[-4:]


def short_name(name: str) -> str:
    """A name that leaves room for the rest of a text."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
