"""The words on the pages, by their keys, so that a smoother sentence breaks no test."""

from __future__ import annotations

from courier.texts import Locale, say


def words(key: str, **facts: object) -> str:
    return say(key, Locale.ZH_HANS, **facts)
