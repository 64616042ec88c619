"""What a pack says on times: when to pay, until when for newborns, when cover counts."""

from __future__ import annotations

import datetime as dt

from courier.domain.policy import Pack
from courier.domain.policy_windows import (
    CoverFrom,
    Window,
    WindowKind,
    WindowState,
    WindowStatus,
    window_on,
)
from courier.services.answer_questions import Question, Told, in_a_row
from courier.services.premiums import window_text
from courier.texts import Locale, say

SOON_DAYS = 60  # from here on the days that are left are counted aloud


def windows(pack: Pack, question: Question) -> list[Told]:
    """When to pay: the main time as it stands today, then the exceptions."""
    kind = status_today(pack, question.today).kind
    others = [w for w in pack.windows if w.kind not in {WindowKind.MAIN, kind}]
    return [*main_window(pack, question), *_told(others, question.locale)]


def main_window(pack: Pack, question: Question) -> list[Told]:
    """The main time as it stands today."""
    status = status_today(pack, question.today)
    if status.source is None:
        return []
    if pack.coverage_year < question.today.year and status.last is not None:
        until = "" if status.first is not None else "_until"
        key = f"answers.window_past{until}"
        text = say(key, question.locale, first=status.first, last=status.last)
        return [Told(text, status.source)]
    return [Told(_standing(status, question), status.source)]


def newborn_windows(pack: Pack, question: Question) -> list[Told]:
    """Until when a newborn may be enrolled."""
    return _told([w for w in pack.windows if w.kind is WindowKind.NEWBORN], question.locale)


def late_windows(pack: Pack, question: Question) -> list[Told]:
    """Paying after the main time."""
    late = {WindowKind.LATE, WindowKind.MIGRANTS}
    return _told([w for w in pack.windows if w.kind in late], question.locale)


def cover(pack: Pack, question: Question) -> list[Told]:
    """From when to when the cover counts, and when it begins for exceptions."""
    if pack.coverage is None:
        return []
    locale, period = question.locale, pack.coverage
    begun = question.today >= period.first
    key = "answers.cover_begun" if begun else "answers.cover"
    told = [Told(say(key, locale, first=period.first, last=period.last), period.source)]
    return told + [
        Told(say(f"answers.cover_from_{window.cover_from}", locale), window.source)
        for window in pack.windows
        if window.cover_from in {CoverFrom.BIRTH, CoverFrom.AFTER_WAITING}
    ]


def is_open(pack: Pack, today: dt.date) -> bool:
    """Whether somebody may pay today under this pack."""
    state = status_today(pack, today).state
    return state in {WindowState.OPEN, WindowState.EXCEPTION}


def status_today(pack: Pack, today: dt.date) -> WindowStatus:
    """The window of most people as it stands on a day."""
    return window_on(
        pack.windows, on=today, born=None, bases=frozenset(), cover_first=pack.cover_first
    )


def _standing(status: WindowStatus, question: Question) -> str:
    sentences = [window_text(status, question.locale)]
    if status.state is WindowState.OPEN and status.last is not None:
        left = (status.last - question.today).days
        if left <= SOON_DAYS:
            sentences.append(say("answers.days_left", question.locale, days=str(left)))
    return in_a_row(sentences, question.locale)


def _told(windows: list[Window], locale: Locale) -> list[Told]:
    texts = [(_window(window, locale), window.source) for window in windows]
    return [Told(text, source) for text, source in texts if text]


def _window(window: Window, locale: Locale) -> str | None:
    if window.kind is WindowKind.NEWBORN:
        return _newborn(window, locale)
    if window.last is None:
        return None
    sentences = [say(f"answers.window_{window.kind}", locale, last=window.last)]
    if window.premium is not None:
        sentences.append(say("answers.window_price", locale, amount=window.premium))
    if window.waiting_days is not None:
        days = str(window.waiting_days)
        sentences.append(say("answers.window_waiting", locale, waiting=days))
    return in_a_row(sentences, locale)


def _newborn(window: Window, locale: Locale) -> str | None:
    if window.days_after_birth is not None:
        return say("answers.window_newborn_days", locale, days=str(window.days_after_birth))
    if window.months_after_birth is not None:
        months = str(window.months_after_birth)
        return say("answers.window_newborn_months", locale, months=months)
    return None
