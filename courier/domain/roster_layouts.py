"""How a sender writes a roster: names of columns, words for categories and relations, dates.

A layout is data (``courier/policies/layouts/<name>.json``); what it means stands here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from courier.domain.categories import Category
from courier.domain.errors import BadInput

LONGEST_SHOWN = 20
_LONG_NUMBER = re.compile(r"\d{6,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Column(StrEnum):
    """What a roster may say about a person."""

    NAME = "name"
    ID_NUMBER = "id_number"
    CATEGORIES = "categories"
    VILLAGE_CODE = "village_code"
    HOUSEHOLD_NO = "household_no"
    RELATION = "relation"
    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"
    MEDICAL_NO = "medical_no"
    BIRTH_DATE = "birth_date"


REQUIRED = (
    Column.NAME,
    Column.ID_NUMBER,
    Column.VILLAGE_CODE,
    Column.HOUSEHOLD_NO,
    Column.RELATION,
)


class Relation(StrEnum):
    """What somebody is to the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    SON = "son"
    DAUGHTER = "daughter"
    PARENT = "parent"
    FATHER = "father"
    MOTHER = "mother"
    CHILD_IN_LAW = "child_in_law"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Layout:
    """One sender's way. Words are compared as ``plain_word`` makes them."""

    name: str
    columns: Mapping[Column, tuple[str, ...]]
    categories: Mapping[str, Category | None]  # None: a word that says "no category"
    relations: Mapping[str, Relation]
    separators: str
    date_formats: tuple[str, ...]

    def find_columns(self, header: Sequence[str]) -> dict[Column, int]:
        """Where each column stands in a header.

        Raises BadInput ``roster_column_missing`` (names) or ``roster_column_twice`` (name).
        """
        plain = [plain_word(name) for name in header]
        found: dict[Column, int] = {}
        for column, names in self.columns.items():
            places = [place for place, name in enumerate(plain) if name in names]
            if len(places) > 1:
                raise BadInput("roster_column_twice", name=header[places[0]].strip())
            if places:
                found[column] = places[0]
        lacking = [self.columns[column][0] for column in REQUIRED if column not in found]
        if lacking:
            raise BadInput("roster_column_missing", names="、".join(lacking))
        return found

    def read_categories(self, text: str) -> frozenset[Category]:
        """Categories by word or code. Raises BadInput ``roster_category_unknown``."""
        words = re.split(f"[{re.escape(self.separators)}]", text)
        found = {self._category(plain_word(word)) for word in words if word.strip()}
        return frozenset(category for category in found if category is not None)

    def read_relation(self, text: str) -> Relation:
        """A relation by word or code. Raises BadInput ``roster_relation_unknown``."""
        word = plain_word(text)
        if word in self.relations:
            return self.relations[word]
        if word in set(Relation):
            return Relation(word)
        raise BadInput("roster_relation_unknown", given=_shown(word))

    def read_date(self, text: str) -> dt.date:
        """A day in one of the sender's ways. Raises BadInput ``roster_birth_date``."""
        for form in self.date_formats:
            try:
                return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        raise BadInput("roster_birth_date")

    def _category(self, word: str) -> Category | None:
        if word in self.categories:
            return self.categories[word]
        if word in set(Category):
            return Category(word)
        raise BadInput("roster_category_unknown", given=_shown(word))


def parse_layout(name: str, data: Mapping[str, Any]) -> Layout:
    """A layout from its file. Raises BadInput ``roster_layout_broken`` (name, part)."""
    part = ""
    try:
        part = "columns"
        columns = {Column(key): _plain_words(names) for key, names in data[part].items()}
        part = "categories"
        categories = {
            plain_word(word): Category(code) if code else None for word, code in data[part].items()
        }
        part = "relations"
        relations = {plain_word(word): Relation(code) for word, code in data[part].items()}
        part = "date_formats"
        dates = tuple(data[part])
        part = "category_separators"
        separators = str(data[part])
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadInput("roster_layout_broken", name=name, part=part) from error
    return Layout(name, columns, categories, relations, separators, dates)


def plain_word(text: str) -> str:
    """A word as it is compared: no padding, nothing invisible, half-width letters."""
    return "".join(unicodedata.normalize("NFKC", without_invisible(text)).split())


def without_invisible(text: str) -> str:
    """The text without characters that nobody can see."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _plain_words(names: Sequence[str]) -> tuple[str, ...]:
    if isinstance(names, str):
        raise TypeError(names)
    return tuple(plain_word(name) for name in names)


def _shown(word: str) -> str:
    """For an error: short, and without a number that stands in the wrong column."""
    return _LONG_NUMBER.sub("…", word)[:LONGEST_SHOWN]
