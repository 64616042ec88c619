"""The wished day and part of the day of a visit, in words."""

from __future__ import annotations

import datetime as dt

from courier.texts import Locale, say, shown


def wanted_words(day: dt.date | None, part: str | None, locale: Locale) -> str:
    """«2026年11月24日下午», «哪天都可以»."""
    words = shown(day, locale) if day else say("visits.any_day", locale)
    if part is None:
        return words
    return say("visits.with_part", locale, day=words, part=say(f"visits.part_{part}", locale))
