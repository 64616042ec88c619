"""The words on the pages, by their keys, so that a smoother sentence breaks no test."""

from __future__ import annotations

from courier.texts import Locale, say

NEW_COURIER, CONTACT = "覃玉兰", "赵大妈"  # whom the walk through the faces adds


def words(key: str, **facts: object) -> str:
    return say(key, Locale.ZH_HANS, **facts)
