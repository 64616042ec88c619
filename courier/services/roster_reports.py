"""What came of a roster, and the bad rows as a file for the sender to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from courier.domain.roster_layouts import without_invisible
from courier.domain.rosters import is_formula
from courier.services.core import Core
from courier.texts import Locale, say

LONGEST_NUMBER = 15  # digits that a spreadsheet keeps


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
    """Counts are of rows; ``changes`` says of how many people what is changed.

    ``applied`` is False after a dry run, and when bad rows forbade it.
    """

    file_name: str
    pack_id: str
    coverage_year: int
    header_line: int
    rows_total: int
    new: int
    changed: int
    unchanged: int
    bad: tuple[BadRow, ...]
    changes: Mapping[str, int]
    applied: bool
    obligations_new: int = 0
    obligations_changed: int = 0

    @property
    def rows_bad(self) -> int:
        """How many lines are bad; a line may be so for several reasons."""
        return len({one.line for one in self.bad})


def bad_rows_file(core: Core, *, data: bytes, report: ImportReport, locale: Locale) -> bytes:
    """The bad rows, whole, with line number and reasons in two more columns.

    It is CSV in the sender's encoding (for XLSX: UTF-8 with BOM), can be corrected and imported,
    and holds nothing that a spreadsheet would run or round.
    """
    table = core.tables.open(data)
    reasons: dict[int, list[str]] = {}
    for bad in report.bad:
        reasons.setdefault(bad.line, []).append(bad.reason(locale))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=table.delimiter, lineterminator="\r\n")
    rows = (row for row in table.rows() if row[0] >= report.header_line)
    writer.writerows(_rows(rows, reasons, locale))
    return out.getvalue().encode(table.encoding)


def _rows(
    rows: Iterator[tuple[int, list[str]]], reasons: Mapping[int, list[str]], locale: Locale
) -> Iterator[list[str]]:
    _, header = next(rows)
    width = len(header)
    yield [*map(_harmless, header), say("rosters.line", locale), say("rosters.reason", locale)]
    for line, cells in rows:
        if line in reasons:
            padded = [*map(_harmless, cells), *[""] * (width - len(cells))]
            yield [*padded, str(line), " ".join(reasons[line])]


def _harmless(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would run or round; reading drops it again."""
    plain = without_invisible(cell).strip()
    if is_formula(plain) or plain.startswith(("\t", "\r")):
        return f"'{cell}"
    return f"'{cell}" if plain.isdigit() and len(plain) > LONGEST_NUMBER else cell
