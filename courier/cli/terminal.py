"""The person at the terminal: their language, and lines that stand out when it has colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from enum import StrEnum

from courier.texts import Locale

LOCALE_OF_PREFIX = {
    "zh_TW": Locale.ZH_HANT,
    "zh_HK": Locale.ZH_HANT,
    "zh_MO": Locale.ZH_HANT,
    "zh": Locale.ZH_HANS,
    "en": Locale.EN,
}


class Style(StrEnum):
    """How a line stands out; the values are the terminal's own numbers."""

    PLAIN = "0"
    STRONG = "1"
    FAINT = "2"
    BAD = "31"
    GOOD = "32"
    WARNING = "33"


def terminal_locale(environment: Mapping[str, str] = os.environ) -> Locale:
    """``YIBAO_LANG``, else the system's language; Chinese when neither says."""
    asked = environment.get("YIBAO_LANG", "")
    if asked in set(Locale):
        return Locale(asked)
    system = environment.get("LC_ALL") or environment.get("LANG") or ""
    for prefix, locale in LOCALE_OF_PREFIX.items():
        if system.startswith(prefix):
            return locale
    return Locale.ZH_HANS


def styled(words: str, style: Style) -> str:
    """The words, with colour where somebody sees it."""
    if style is Style.PLAIN or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return words
    return f"\033[{style.value}m{words}\033[0m"
