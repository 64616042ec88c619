"""Tables by which an operator sets up a county: few columns, found by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from courier.domain.errors import BadInput, CourierError
from courier.ports import Table
from courier.texts import Locale, say

Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, and why: the code of an error and its facts."""

    line: int
    code: str
    facts: Mapping[str, object]

    def reason(self, locale: Locale) -> str:
        """The sentence for people."""
        return say(f"errors.{self.code}", locale, **self.facts)

    @classmethod
    def of(cls, line: int, error: CourierError) -> BadLine:
        """The line that raised this error."""
        return cls(line, error.code, error.facts)


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What a table changed, or would change; one bad line forbids all of it."""

    new: int
    changed: int
    unchanged: int
    written: bool
    bad: tuple[BadLine, ...]


def lines(table: Table, columns: Columns, optional: frozenset[str]) -> Iterator[tuple[int, Cells]]:
    """Each line's number and its cells by column; empty lines are passed over.

    Raises BadInput ``setup_column_missing`` (heading), ``setup_no_rows`` and the reader's own.
    """
    places: dict[str, int] | None = None
    count = 0
    for line, cells in table.rows():
        if not any(cell.strip() for cell in cells):
            continue
        if places is None:
            places = _places(cells, columns, optional)
            continue
        count += 1
        yield line, {name: _cell(cells, place) for name, place in places.items()}
    if not count:
        raise BadInput("setup_no_rows")


def _places(headings: list[str], columns: Columns, optional: frozenset[str]) -> dict[str, int]:
    given = [heading.strip() for heading in headings]
    places = {}
    for name, known in columns.items():
        place = next((given.index(word) for word in known if word in given), None)
        if place is not None:
            places[name] = place
        elif name not in optional:
            raise BadInput("setup_column_missing", heading=known[0])
    return places


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


Cells = dict[str, str]
