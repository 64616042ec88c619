"""What came of a roster."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from courier.services.roster_changes import Difference, PersonChange
from courier.texts import Locale, say


@dataclass(frozen=True, slots=True)
class BadRow:
    """One thing that is wrong with one line: ``errors.<code>`` with its facts says it."""

    line: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def reason(self, locale: Locale) -> str:
        """What is wrong and what to do."""
        return say(f"errors.{self.code}", locale, **self.facts)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts are of rows; ``changes`` says of how many people what is changed, ``people`` of whom.

    ``applied`` is False after a dry run, and when bad rows forbade it.
    """

    file_name: str
    layout: str
    pack_id: str
    coverage_year: int
    header_line: int
    rows_total: int
    new: int
    changed: int
    unchanged: int
    bad: tuple[BadRow, ...]
    changes: Mapping[str, int]
    people: tuple[PersonChange, ...]
    applied: bool
    obligations_new: int = 0
    obligations_changed: int = 0

    @property
    def rows_bad(self) -> int:
        """How many lines are bad; a line may be so for several reasons."""
        return len({one.line for one in self.bad})

    @property
    def renamed(self) -> int:
        """How many known numbers come with another name."""
        return sum(one.is_renamed for one in self.people)


def as_json(report: ImportReport) -> bytes:
    """The report to be kept; ``from_json`` reads it."""
    return json.dumps(asdict(report), ensure_ascii=False).encode()


def from_json(kept: bytes) -> ImportReport:
    """A report that was kept."""
    facts = json.loads(kept)
    facts["bad"] = tuple(BadRow(**one) for one in facts["bad"])
    facts["people"] = tuple(_person(**one) for one in facts["people"])
    return ImportReport(**facts)


def _person(
    *, line: int, id_masked: str, name: str, differences: list[dict[str, Any]]
) -> PersonChange:
    found = (
        Difference(one["kind"], tuple(one["before"]), tuple(one["after"])) for one in differences
    )
    return PersonChange(line, id_masked, name, tuple(found))
