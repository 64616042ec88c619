"""Messages of the day: what an office tells its couriers, and on which days it is shown."""

from __future__ import annotations

import datetime as dt

from courier.domain.errors import BadInput

LONGEST_NOTICE = 300
MOST_DAYS = 31


def clean_notice(words: str) -> str:
    """The words without needless blanks. Raises BadInput ``notice_empty`` or ``notice_long``."""
    lines = (" ".join(line.split()) for line in words.replace("\0", "").splitlines())
    clean = "\n".join(line for line in lines if line)
    if not clean:
        raise BadInput("notice_empty")
    if len(clean) > LONGEST_NOTICE:
        raise BadInput("notice_long", most=LONGEST_NOTICE)
    return clean


def checked_days(
    from_on: dt.date | None, until_on: dt.date | None, today: dt.date
) -> tuple[dt.date, dt.date]:
    """The first and the last day.

    Raises BadInput ``notice_days_missing``, ``notice_days_order``, ``notice_days_past`` or
    ``notice_days_many``.
    """
    if from_on is None or until_on is None:
        raise BadInput("notice_days_missing")
    if until_on < from_on:
        raise BadInput("notice_days_order")
    if until_on < today:
        raise BadInput("notice_days_past")
    if (until_on - from_on).days > MOST_DAYS:
        raise BadInput("notice_days_many", most=MOST_DAYS)
    return from_on, until_on
