"""Sentences for people: key + facts + locale -> text.

One catalogue serves web, assistant and messages. It stands in
``locales/<locale>/<room>.po``; the key's first word names the room, so the
sentence of ``visits.requested`` is in ``visits.po``. Facts are put in by name:
``{amount}`` for Money, ``{day}`` for a date, ``{at}`` for a moment, ``{category}``; they are
formatted for the locale here, never by the caller.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from courier.domain.categories import Category
from courier.domain.money import Money
from courier.domain.spoken_amounts import in_speech

LOCALES_DIR = Path(__file__).parent.parent / "locales"
CHINA = ZoneInfo("Asia/Shanghai")


class Locale(StrEnum):
    """The languages that are complete; the first is the source."""

    ZH_HANS = "zh_Hans"
    ZH_HANT = "zh_Hant"
    EN = "en"

    @property
    def tag(self) -> str:
        """As HTML's lang attribute wants it: ``zh-Hans``."""
        return self.value.replace("_", "-")


class MissingText(KeyError):
    """A key that no catalogue holds; a test keeps this from happening."""


@functools.cache
def catalogue(locale: Locale) -> Mapping[str, str]:
    """All sentences of a locale by key."""
    sentences: dict[str, str] = {}
    for path in sorted((LOCALES_DIR / locale.value).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale.value):
                if message.id and message.string:
                    sentences[str(message.id)] = str(message.string)
    return sentences


def say(key: str, locale: Locale, **facts: object) -> str:
    """The sentence of ``key`` in ``locale`` with its facts filled in.

    Raises MissingText for an unknown key and KeyError for a fact that the sentence needs.
    """
    try:
        sentence = catalogue(locale)[key]
    except KeyError:
        raise MissingText(f"{key} in {locale}") from None
    return sentence.format(**{name: shown(fact, locale) for name, fact in facts.items()})


def has(key: str, locale: Locale) -> bool:
    """Whether the catalogue holds the key."""
    return key in catalogue(locale)


def shown(fact: object, locale: Locale) -> str:
    """One fact as a person of this locale reads it."""
    match fact:
        case Money():
            return say("units.money", locale, yuan=fact.yuan)
        case dt.datetime():
            local = fact.astimezone(CHINA)
            return f"{format_date(local.date(), 'long', locale=locale.value)} {local:%H:%M}"
        case dt.date():
            return format_date(fact, "long", locale=locale.value)
        case bool():
            return say("units.yes" if fact else "units.no", locale)
        case int():
            return format_decimal(fact, locale=locale.value)
        case _:
            return say(f"categories.{fact}", locale) if isinstance(fact, Category) else str(fact)


def shown_aloud(amount: Money, locale: Locale) -> str:
    """An amount in the words that people say."""
    return in_speech(amount, locale.value)
