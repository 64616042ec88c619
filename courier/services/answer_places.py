"""For which place and year an answer counts, whose documents it rests on, and that nobody told us.

The country's frame also cites documents of single places. Such a document is an example from
elsewhere: it is told under its place's name and never as the country's.
"""

from __future__ import annotations

import re

from courier.domain.policy import Pack
from courier.domain.policy_figures import RegionLevel, Source
from courier.services.answer_questions import Question, Told
from courier.texts import Locale, say

YEAR_DIGITS = 4
LONGEST_SHORT = 20  # characters of a document's name in a short message
# A document's own number, where its name ends with it: «（国办发〔2024〕38号）».
_NUMBER = re.compile(r"（((?!依据)[^（）]*〔\d{4}〕\d+号)）$")


def elsewhere(told: Told, pack: Pack) -> Source | None:
    """The document of another place than the pack's that a sentence rests on."""
    return next((pack.source(one) for one in told.sources if pack.source(one).place), None)


def named(told: Told, pack: Pack, locale: Locale) -> str:
    """A sentence beside others of another place, with the place that it counts for."""
    source = elsewhere(told, pack)
    if source is not None:
        return say("answers.told_elsewhere", locale, whose=_whose(source, locale), told=told.text)
    return say("answers.told_of", locale, whose=_pack_named(pack, locale), told=told.text)


def source_line(source: Source, locale: Locale) -> str:
    """The document, its date, how far it was checked, and whose it is where that matters."""
    return say(
        "policy.source_elsewhere" if source.place else "policy.source_line",
        locale,
        place=source.place,
        document=source.document,
        date=source.date or say("policy.no_date", locale),
        verified=say(f"policy.verified_{source.verified}", locale),
    )


def cited(source: Source, pack: Pack, locale: Locale) -> str:
    """The document in short, with the place and year for which it counts."""
    return say(
        "policy.cited_elsewhere" if source.place else "policy.cited",
        locale,
        whose=_whose(source, locale) if source.place else _pack_named(pack, locale),
        document=_short(source.document),
        verified=say(f"policy.verified_{source.verified}", locale),
    )


def _short(document: str) -> str:
    number = _NUMBER.search(document)
    name = number[1] if number else document.partition("（")[0]
    return name if len(name) <= LONGEST_SHORT else f"{name[:LONGEST_SHORT]}…"


def _pack_named(pack: Pack, locale: Locale) -> str:
    """«演示县2027年», «全国2027年»."""
    year = str(pack.coverage_year)
    if pack.region.level is RegionLevel.NATIONAL:
        return say("answers.country_in_year", locale, year=year)
    return say("answers.place_in_year", locale, place=pack.region.name, year=year)


def example_words(question: Question, source: Source, beside: bool = False) -> str:  # noqa: FBT001, FBT002 -- a kind of answer
    """«这是甘肃省嘉峪关市2022年的例子，您那里可能不一样。»"""
    locale, name = question.locale, place_name(question)
    whose = _whose(source, locale)
    if beside:
        return say("answers.beside_example", locale, whose=whose)
    if name is None:
        return say("answers.where_example", locale, whose=whose)
    if name in (source.place or ""):
        return say("answers.where_own_document", locale, whose=whose)
    return say("answers.where_example_instead", locale, place=name, whose=whose)


def where_words(question: Question, pack: Pack, beside: bool = False) -> str:  # noqa: FBT001, FBT002 -- a kind of answer
    """«这是演示县2027年的，明年用。» or that it is the country's rule, and of which year."""
    year, locale = str(pack.coverage_year), question.locale
    is_national = pack.region.level is RegionLevel.NATIONAL
    if beside:
        key = "answers.beside_national" if is_national else "answers.beside"
        return say(key, locale, place=pack.region.name, year=year)
    if not is_national:
        key = f"answers.where_{_when(pack.coverage_year, question.today.year)}"
        return say(key, locale, place=pack.region.name, year=year)
    name_of_place = place_name(question)
    if pack.coverage_year != question.year:
        key = "answers.where_other_year"
        return say(key, locale, year=year, asked=str(question.year))
    if name_of_place is None:
        return say("answers.where_national", locale, year=year)
    return say("answers.where_national_instead", locale, place=name_of_place, year=year)


def silent_words(question: Question) -> str:
    """That the place has not told us, and that nothing is guessed."""
    year, locale = str(question.year), question.locale
    name = place_name(question)
    if name is None:
        return say("answers.silent", locale, year=year)
    return say("answers.silent_place", locale, place=name, year=year)


def place_name(question: Question) -> str | None:
    """The asker's place as it is called, None where nobody knows it."""
    if question.place is not None:
        return question.place.name
    if question.pack is None or question.pack.region.level is RegionLevel.NATIONAL:
        return None
    return question.pack.region.name


def _whose(source: Source, locale: Locale) -> str:
    """«甘肃省嘉峪关市2022年», or that the document has no date."""
    if source.date is None:
        undated = say("policy.no_date", locale)
        return say("answers.who_is", locale, who=source.place, marks=undated)
    year = source.date[:YEAR_DIGITS]
    return say("answers.place_in_year", locale, place=source.place, year=year)


def _when(year: int, this_year: int) -> str:
    if year < this_year:
        return "past"
    return "now" if year == this_year else "coming"
