"""From a sender's table to rows for the database: read by the layout, sealed, counted."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from courier.domain.categories import Category
from courier.domain.errors import BadInput
from courier.domain.names import sort_key
from courier.domain.roster_layouts import Column, Layout
from courier.domain.rosters import RosterRow, RowReader
from courier.ports import FieldKind, FieldSealer, Table
from courier.services.roster_reports import BadRow

ROWS_ABOVE = 5  # a title or a note may stand above the header
NAMES_KEPT = 100_000


@dataclass(slots=True)
class RosterReading:
    """One pass over a table; ``bad`` and ``total`` are complete when ``staged`` is used up."""

    table: Table
    layout: Layout
    sealer: FieldSealer
    today: dt.date
    total: int = 0
    header_line: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def staged(self) -> Iterator[tuple[object, ...]]:
        """Rows as ``queries.rosters.STAGED`` names them, the bad ones too, as far as read.

        Raises BadInput ``roster_column_*`` or ``roster_no_rows``.
        """
        places, headings, self.header_line = self._find_header()
        reader = RowReader(self.layout, headings, self.today)
        for line, cells in self.table.rows():
            if line <= self.header_line:
                continue
            self.total += 1
            given = {
                column: cells[place] if place < len(cells) else ""
                for column, place in places.items()
            }
            row = reader.read(given)
            self.bad += [BadRow(line, one.code, one.facts) for one in row.problems]
            yield self._staged(line, row)
        if not self.total:
            raise BadInput("roster_no_rows")

    def _find_header(self) -> tuple[dict[Column, int], Mapping[Column, str], int]:
        """Columns by place, their headings, and the header's line."""
        refused: BadInput | None = None
        for line, cells in islice(self.table.rows(), ROWS_ABOVE):
            try:
                places = self.layout.find_columns(cells)
            except BadInput as error:
                refused = _nearer(refused, error)
                continue
            return places, {column: cells[place].strip() for column, place in places.items()}, line
        raise refused or BadInput("table_empty")

    def _staged(self, line: int, row: RosterRow) -> tuple[object, ...]:
        number = row.id_number
        return (
            line,
            bool(row.problems),
            row.name,
            _sort_key(row.name) if row.name else None,
            self.sealer.seal(FieldKind.ID_NUMBER, number.value) if number else None,
            number.masked if number else None,
            number.birth_date if number else None,
            number.sex.value if number else None,
            self._seal(FieldKind.PHONE, row.phone),
            self._seal(FieldKind.BANK_ACCOUNT, row.bank_account),
            row.medical_no,
            row.village_code,
            row.household_no,
            row.relation.value if row.relation else None,
            None if row.categories is None else sorted(row.categories - {Category.NON_LOCAL}),
            None if row.categories is None else Category.NON_LOCAL in row.categories,
        )

    def _seal(self, kind: FieldKind, text: str | None) -> bytes | None:
        return self.sealer.seal(kind, text) if text else None


@functools.lru_cache(NAMES_KEPT)
def _sort_key(name: str) -> str:
    return sort_key(name)


def _nearer(one: BadInput | None, other: BadInput) -> BadInput:
    """Of two refused headers the one that lacks less, for the sender to read."""
    if one is None or other.code != one.code:
        return one or other
    return min(one, other, key=lambda error: len(str(error.facts.get("names", ""))))
