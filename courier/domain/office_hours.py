"""When an office answers: the same hours on some days of the week, by local time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from courier.domain.errors import BadInput

WEEK = 7
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """``weekdays`` are 1 (Monday) to 7; ``opens`` is before ``closes``."""

    opens: dt.time
    closes: dt.time
    weekdays: tuple[int, ...]

    def is_open(self, at: dt.datetime) -> bool:
        """Whether somebody is there at this local moment."""
        return at.isoweekday() in self.weekdays and self.opens <= at.time() < self.closes

    def opens_next(self, at: dt.datetime) -> dt.datetime | None:
        """The next local moment when the doors open; None for an office that never does."""
        for days in range(WEEK + 1):
            day = at.date() + dt.timedelta(days=days)
            opening = dt.datetime.combine(day, self.opens, at.tzinfo)
            if opening > at and opening.isoweekday() in self.weekdays:
                return opening
        return None


USUAL = OfficeHours(dt.time(8, 30), dt.time(17, 30), (1, 2, 3, 4, 5))


def read_hours(*, opens: str, closes: str, weekdays: Iterable[str]) -> OfficeHours:
    """Hours as a form sends them. Raises BadInput ``hours_wrong`` or ``hours_no_day``."""
    begins, ends = _clock(opens), _clock(closes)
    if begins is None or ends is None or begins >= ends:
        raise BadInput("hours_wrong")
    days = sorted({int(day) for day in weekdays if day in {str(n) for n in range(1, WEEK + 1)}})
    if not days:
        raise BadInput("hours_no_day")
    return OfficeHours(begins, ends, tuple(days))


def _clock(text: str) -> dt.time | None:
    match = _CLOCK.fullmatch(text.strip())
    return dt.time(int(match[1]), int(match[2])) if match else None
