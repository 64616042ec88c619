"""Rows of a table of candidates: name, telephone, township, villages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from courier.domain.courier_states import clean_mobile
from courier.domain.errors import BadInput
from courier.domain.names import clean_name
from courier.domain.roster_layouts import plain_word

MOST_ROWS = 1000
_BETWEEN = re.compile(r"[、,，;；/\n]+")


class CandidateColumn(StrEnum):
    """What a table of candidates says."""

    NAME = "name"
    PHONE = "phone"
    TOWNSHIP = "township"
    VILLAGES = "villages"


_HEADINGS = {
    CandidateColumn.NAME: ("姓名", "name"),
    CandidateColumn.PHONE: ("手机", "手机号", "电话", "手機", "手機號", "電話", "phone"),
    CandidateColumn.TOWNSHIP: ("乡镇", "乡", "镇", "街道", "鄉鎮", "township"),
    CandidateColumn.VILLAGES: ("村", "负责的村", "村名", "負責的村", "villages", "village"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row as it was read; places are names or codes, as written."""

    line: int
    name: str
    phone: str
    township: str
    villages: tuple[str, ...]


def candidate_columns(cells: Sequence[str]) -> dict[CandidateColumn, int] | None:
    """Which column stands where, by the headings; None for a row that has not all of them."""
    words = [plain_word(cell).casefold() for cell in cells]
    found = {
        column: words.index(heading)
        for column, headings in _HEADINGS.items()
        for heading in headings
        if heading in words
    }
    return found if len(found) == len(CandidateColumn) else None


def read_candidate(line: int, given: Mapping[CandidateColumn, str]) -> Candidate:
    """Raises BadInput ``name_*``, ``mobile_invalid``, ``villages_missing``."""
    words = map(plain_word, _BETWEEN.split(given[CandidateColumn.VILLAGES]))
    villages = tuple(word for word in words if word)
    if not villages:
        raise BadInput("villages_missing")
    return Candidate(
        line,
        clean_name(given[CandidateColumn.NAME].strip().lstrip("'")),
        clean_mobile(given[CandidateColumn.PHONE].strip().lstrip("'")),
        plain_word(given[CandidateColumn.TOWNSHIP]),
        tuple(dict.fromkeys(villages)),
    )
