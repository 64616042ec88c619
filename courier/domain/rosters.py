"""One row of a roster: what it says about a person, and everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from courier.domain.categories import Category
from courier.domain.errors import BadInput
from courier.domain.identity import IdNumber
from courier.domain.names import clean_name
from courier.domain.roster_layouts import Column, Layout, Relation, plain_word, without_invisible
from courier.domain.visits import read_phone

Read = TypeVar("Read")

FORMULA_SIGNS = ("=", "+", "-", "@")
NOTHING = frozenset({"-", "--", "—", "——", "/", "无", "無"})
OPTIONAL = frozenset({Column.CATEGORIES, Column.PHONE, Column.BANK_ACCOUNT, Column.MEDICAL_NO})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ROUNDED = re.compile(r"\d([.]\d+)?E\+?\d+", re.IGNORECASE)
_PHONE_ABROAD = re.compile(r"\+[\d\s-]+")
_VILLAGE = re.compile(r"\d{12}")
_HOUSEHOLD_NO = re.compile(r"[0-9A-Za-z\u3400-\u9fff_-]{1,30}")
_BANK_ACCOUNT = re.compile(r"\d{8,30}")
_MEDICAL_NO = re.compile(r"[0-9A-Za-z-]{1,40}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is bad: ``errors.<code>`` with its facts says it. Facts hold no ID number."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """What could be read. A row with problems may still say whose household it means."""

    problems: tuple[Problem, ...]
    name: str | None = None
    id_number: IdNumber | None = None
    categories: frozenset[Category] | None = None  # None: the roster has no such column
    village_code: str | None = None
    household_no: str | None = None
    relation: Relation | None = None
    phone: str | None = None
    bank_account: str | None = None
    medical_no: str | None = None


@dataclass(slots=True)
class RowReader:
    """Reads rows of one table. ``headings`` are the sender's names of the columns."""

    layout: Layout
    headings: Mapping[Column, str]
    today: dt.date
    _problems: list[Problem] = field(default_factory=list)

    def read(self, cells: Mapping[Column, str]) -> RosterRow:
        """One row; all that is wrong with it is in ``problems``, nothing is raised."""
        self._problems = []
        given = {column: self._clean(column, text) for column, text in cells.items()}
        number = self._try(given, Column.ID_NUMBER, self._id_number)
        self._check_birth_date(given.get(Column.BIRTH_DATE), number)
        return RosterRow(
            name=self._try(given, Column.NAME, clean_name),
            id_number=number,
            categories=self._try(given, Column.CATEGORIES, self.layout.read_categories),
            village_code=self._try(given, Column.VILLAGE_CODE, _village_code),
            household_no=self._try(given, Column.HOUSEHOLD_NO, _household_no),
            relation=self._try(given, Column.RELATION, self._relation),
            phone=self._try(given, Column.PHONE, _phone),
            bank_account=self._try(given, Column.BANK_ACCOUNT, _bank_account),
            medical_no=self._try(given, Column.MEDICAL_NO, _medical_no),
            problems=tuple(self._problems),
        )

    def _clean(self, column: Column, text: str) -> str | None:
        """The cell's text; None when it is not to be read any further."""
        plain = without_invisible(text).strip().removeprefix("'").strip()
        if column in OPTIONAL and plain in NOTHING:
            return ""
        if is_formula(plain) and not (column is Column.PHONE and _PHONE_ABROAD.fullmatch(plain)):
            self._refuse("roster_formula", column)
            return None
        if _CONTROL.search(plain):
            self._refuse("roster_control_character", column)
            return None
        return plain

    def _refuse(self, code: str, column: Column) -> None:
        self._problems.append(Problem(code, {"column": self.headings[column]}))

    def _try(
        self,
        given: Mapping[Column, str | None],
        column: Column,
        read: Callable[[str], Read],
    ) -> Read | None:
        text = given.get(column)
        if text is None:
            return None
        try:
            return read(text)
        except BadInput as error:
            self._problems.append(Problem(error.code, error.facts))
            return None

    def _id_number(self, text: str) -> IdNumber:
        return IdNumber.from_text(text, today=self.today)

    def _relation(self, text: str) -> Relation:
        if not text:
            raise BadInput("roster_relation_missing")
        return self.layout.read_relation(text)

    def _check_birth_date(self, text: str | None, number: IdNumber | None) -> None:
        if not text:
            return
        try:
            born = self.layout.read_date(plain_word(text))
        except BadInput as error:
            self._problems.append(Problem(error.code))
            return
        if number is not None and number.birth_date != born:
            self._problems.append(Problem("roster_birth_date_differs"))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run this text instead of showing it."""
    return text.startswith(FORMULA_SIGNS)


def _village_code(text: str) -> str:
    code = plain_word(text)
    if not code:
        raise BadInput("roster_village_missing")
    if not _VILLAGE.fullmatch(code):
        raise BadInput("roster_village_code")
    return code


def _household_no(text: str) -> str:
    number = plain_word(text)
    if not number:
        raise BadInput("roster_household_missing")
    if not _HOUSEHOLD_NO.fullmatch(number):
        raise BadInput("roster_household_no")
    return number


def _phone(text: str) -> str | None:
    if not text:
        return None
    try:
        return read_phone(plain_word(text))
    except BadInput as error:
        raise BadInput("roster_phone") from error


def _bank_account(text: str) -> str | None:
    account = plain_word(text).replace("-", "")
    if not account:
        return None
    if _ROUNDED.fullmatch(account):
        raise BadInput("roster_bank_account_rounded")
    if not _BANK_ACCOUNT.fullmatch(account):
        raise BadInput("roster_bank_account")
    return account


def _medical_no(text: str) -> str | None:
    number = plain_word(text)
    if not number:
        return None
    if _ROUNDED.fullmatch(number) or not _MEDICAL_NO.fullmatch(number):
        raise BadInput("roster_medical_no")
    return number
