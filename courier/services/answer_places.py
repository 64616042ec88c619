"""For which place and year an answer counts, and that nobody told us."""

from __future__ import annotations

from courier.domain.policy import Pack
from courier.domain.policy_figures import RegionLevel
from courier.services.answer_questions import Question
from courier.texts import say


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


def _when(year: int, this_year: int) -> str:
    if year < this_year:
        return "past"
    return "now" if year == this_year else "coming"
