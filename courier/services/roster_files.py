"""What came of a roster as files: bad rows to send back, changed people to check.

Both are CSV in the sender's encoding (for XLSX: UTF-8 with BOM) and hold nothing that a
spreadsheet would run or round.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from courier.domain.roster_layouts import without_invisible
from courier.domain.rosters import is_formula
from courier.services.core import Core
from courier.services.roster_reports import ImportReport
from courier.texts import Locale, say

LONGEST_NUMBER = 15  # digits that a spreadsheet keeps
HEADINGS = ("line", "id_number", "name_before", "differences", "please_note")


def bad_rows_file(core: Core, *, data: bytes, report: ImportReport, locale: Locale) -> bytes:
    """The bad rows, whole, with line number and reasons in two more columns.

    It can be corrected and imported.
    """
    table = core.tables.open(data)
    reasons: dict[int, list[str]] = {}
    for bad in report.bad:
        reasons.setdefault(bad.line, []).append(bad.reason(locale))
    rows = (row for row in table.rows() if row[0] >= report.header_line)
    return _written(_bad_rows(rows, reasons, locale), table.delimiter, table.encoding)


def changed_people_file(core: Core, *, data: bytes, report: ImportReport, locale: Locale) -> bytes:
    """Everybody whom the roster changes, masked, with what changes and what to look at."""
    table = core.tables.open(data)
    return _written(_changed(report, locale), table.delimiter, table.encoding)


def _written(rows: Iterable[list[str]], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def _changed(report: ImportReport, locale: Locale) -> Iterator[list[str]]:
    yield [say(f"rosters.{one}", locale) for one in HEADINGS]
    for one in report.people:
        changes, notes = one.words(locale), one.advice(locale)
        cells = [one.name, say("rosters.between_changes", locale).join(changes), " ".join(notes)]
        yield [str(one.line), one.id_masked, *map(harmless, cells)]


def _bad_rows(
    rows: Iterator[tuple[int, list[str]]], reasons: Mapping[int, list[str]], locale: Locale
) -> Iterator[list[str]]:
    _, header = next(rows)
    width = len(header)
    yield [*map(harmless, header), say("rosters.line", locale), say("rosters.reason", locale)]
    for line, cells in rows:
        if line in reasons:
            padded = [*map(harmless, cells), *[""] * (width - len(cells))]
            yield [*padded, str(line), " ".join(reasons[line])]


def harmless(cell: str) -> str:
    """With an apostrophe before what a spreadsheet would run or round; reading drops it again."""
    plain = without_invisible(cell).strip()
    if is_formula(plain) or plain.startswith(("\t", "\r")):
        return f"'{cell}"
    return f"'{cell}" if plain.isdigit() and len(plain) > LONGEST_NUMBER else cell
