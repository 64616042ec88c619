"""When a premium may be paid, and what exceptions there are."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.categories import Category
from courier.domain.money import Money


class WindowKind(StrEnum):
    """For whom a window is."""

    MAIN = "main"
    MIGRANTS = "migrants"  # who works elsewhere and comes home late
    NEWBORN = "newborn"  # counted from the day of birth
    LATE = "late"  # after the main window, at a price


class CoverFrom(StrEnum):
    """When cover begins for who pays in a window."""

    YEAR_START = "year_start"
    BIRTH = "birth"
    AFTER_WAITING = "after_waiting"


class WindowState(StrEnum):
    """Where a day stands to a window."""

    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"
    EXCEPTION = "exception"  # closed for most, open for some: see the window's kind
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """An enrolment window. Dates are days in China; a missing one is not in the source.

    ``yearly``: the source gives day and month only; the year follows from the coverage year.
    ``premium``: what is asked for instead of the usual premium (late payers), None if the usual.
    """

    kind: WindowKind
    first: dt.date | None
    last: dt.date | None
    days_after_birth: int | None
    months_after_birth: int | None
    cover_from: CoverFrom | None
    premium: Money | None
    waiting_days: int | None
    categories: frozenset[Category] | None
    yearly: bool
    source: str

    def last_day_for(self, born: dt.date) -> dt.date | None:
        """The last day on which this newborn may be enrolled, None where unknown."""
        if self.days_after_birth is not None:
            return born + dt.timedelta(days=self.days_after_birth)
        if self.months_after_birth is not None:
            return months_later(born, self.months_after_birth)
        return None

    def holds(self, day: dt.date) -> bool:
        """Whether the day is certainly inside; an unknown end is never certain."""
        return bool(self.first and self.last and self.first <= day <= self.last)


@dataclass(frozen=True, slots=True)
class WindowStatus:
    """A window as it stands for one person on one day; dates None where unknown."""

    state: WindowState
    kind: WindowKind | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    cover_from: CoverFrom | None = None
    source: str | None = None


NO_WINDOW = WindowStatus(WindowState.UNKNOWN)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months on, or the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def window_on(
    windows: tuple[Window, ...],
    *,
    on: dt.date,
    born: dt.date | None,
    bases: frozenset[Category],
    cover_first: dt.date,
) -> WindowStatus:
    """The window that counts for a person on a day.

    A newborn's own window comes first, then the main one, then exceptions that are open.
    """
    newborn = _newborn_status(windows, on, born, cover_first)
    if newborn is not None:
        return newborn
    main = next((w for w in windows if w.kind is WindowKind.MAIN and _is_for(w, bases)), None)
    if main is not None and main.holds(on):
        return status_of(main, WindowState.OPEN)
    for kind in (WindowKind.MIGRANTS, WindowKind.LATE):
        for window in windows:
            if window.kind is kind and window.holds(on):
                return status_of(window, WindowState.EXCEPTION)
    if main is None:
        return NO_WINDOW
    return status_of(main, _state_outside(main, on, cover_first))


def status_of(window: Window, state: WindowState) -> WindowStatus:
    """The window in this state, with its own dates."""
    return WindowStatus(
        state, window.kind, window.first, window.last, window.cover_from, window.source
    )


def _is_for(window: Window, bases: frozenset[Category]) -> bool:
    return window.categories is None or bool(bases & window.categories)


def _state_outside(main: Window, on: dt.date, cover_first: dt.date) -> WindowState:
    if main.last is not None and on > main.last:
        return WindowState.CLOSED
    if main.first is not None:
        return WindowState.UPCOMING if on < main.first else WindowState.UNKNOWN
    # A window that ends inside the coverage year was open when that year began.
    return WindowState.OPEN if main.last and on >= cover_first else WindowState.UNKNOWN


def _newborn_status(
    windows: tuple[Window, ...], on: dt.date, born: dt.date | None, cover_first: dt.date
) -> WindowStatus | None:
    """A newborn's window if it is open, or over while nothing else is known to be open."""
    window = next((w for w in windows if w.kind is WindowKind.NEWBORN), None)
    if window is None or born is None or not born <= on:
        return None
    last = window.last_day_for(born)
    if last is None or on > last or last < cover_first:
        return None
    return WindowStatus(
        WindowState.EXCEPTION, window.kind, born, last, window.cover_from, window.source
    )
